import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks or applies google-java-format over every Java source of the project. Run by pom.xml as a
 * single source file on the selected JDK: a formatter inside Maven's own JVM would reject syntax
 * newer than that JVM.
 */
final class FormatSources {

  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[1]);
    boolean apply =
        switch (args[0]) {
          case "apply" -> true;
          case "check" -> false;
          default ->
              throw new IllegalArgumentException("'" + args[0] + "' is neither apply nor check");
        };
    List<String> sources = sources(root);
    if (sources.isEmpty()) {
      return; // google-java-format without files would wait for standard input
    }
    var arguments = new ArrayList<String>();
    arguments.addAll(apply ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    arguments.addAll(sources);

    var unformatted = new StringWriter();
    var problems = new PrintWriter(System.err, true);
    int status =
        new Main(new PrintWriter(unformatted, true), problems, System.in)
            .format(arguments.toArray(String[]::new));
    problems.flush(); // those of sources that cannot be parsed
    if (status == 0) {
      return;
    }
    List<String> files = unformatted.toString().lines().sorted().toList();
    if (!files.isEmpty()) {
      System.err.println("Not in google-java-format (apply with: mvn -Pformat process-sources):");
      files.forEach(file -> System.err.println("  " + root.relativize(Path.of(file))));
    }
    System.exit(status);
  }

  private static List<String> sources(Path root) throws IOException {
    var found = new ArrayList<String>();
    try (var tops = Files.newDirectoryStream(root, Files::isDirectory)) {
      for (Path top : tops) {
        Path source = top.resolve(top.endsWith(".mvn") ? "" : "src");
        if (Files.isDirectory(source)) {
          try (var files = Files.walk(source)) {
            files.map(Path::toString).filter(f -> f.endsWith(".java")).forEach(found::add);
          }
        }
      }
    }
    return found;
  }
}
