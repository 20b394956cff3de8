package dev.alloc.cli.browser;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.jr.ob.JSON;

/** A browser without a window, in a process of its own. */
public final class Browser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final String ADDRESS = "DevTools listening on ";

  private final Path profile;
  private final Process process;
  private final URI address;
  private final HttpClient client = HttpClient.newHttpClient();

  private Browser(Path profile, Process process, URI address) {
    this.profile = profile;
    this.process = process;
    this.address = address;
  }

  /** Finds a browser on PATH. */
  public static Optional<Path> installed() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Why there is nothing to test with, for those who see a test skipped. */
  public static String absence() {
    return "no browser on PATH; install one of " + NAMES;
  }

  /**
   * Starts a browser.
   *
   * @param program the browser
   * @throws IOException if it cannot be started
   */
  public static Browser start(Path program) throws IOException {
    Path profile = Files.createTempDirectory("browser");
    ProcessBuilder builder =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox", // which needs rights that a container may not have; pages are ours
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("TMPDIR", profile.toString());
    Process process = builder.start();
    BufferedReader errors = process.errorReader();
    String line = errors.readLine();
    while (line != null && !line.startsWith(ADDRESS)) {
      line = errors.readLine();
    }
    if (line == null) {
      throw new IOException(program + " ended before it was ready");
    }
    Thread reader = new Thread(() -> skip(errors), "what the browser complains of");
    reader.setDaemon(true);
    reader.start();
    return new Browser(profile, process, URI.create(line.substring(ADDRESS.length())));
  }

  /** Opens a page that shows nothing yet. */
  public Page open() throws IOException, InterruptedException {
    URI target =
        URI.create("http://%s:%d/json/new".formatted(address.getHost(), address.getPort()));
    HttpRequest request =
        HttpRequest.newBuilder(target).PUT(HttpRequest.BodyPublishers.noBody()).build();
    Map<String, Object> page =
        JSON.std.mapFrom(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    return Page.connect(client, URI.create(String.valueOf(page.get("webSocketDebuggerUrl"))));
  }

  /** Ends the process and all that it started, waits for that, and removes what it kept. */
  @Override
  public void close() throws IOException {
    try (Stream<ProcessHandle> children = process.descendants()) {
      List<ProcessHandle> all = children.toList();
      process.destroyForcibly().onExit().join();
      all.forEach(ProcessHandle::destroyForcibly);
      all.forEach(child -> child.onExit().join());
    }
    client.close();
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void skip(BufferedReader errors) {
    try (errors) {
      while (errors.readLine() != null) {}
    } catch (IOException ended) {
      // with the process
    }
  }
}
