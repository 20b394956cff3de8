package dev.alloc.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A process with an environment of its own, run to its end. */
record Script(List<String> command, Path folder, Map<String, String> environment, String input) {

  static Script of(String... command) {
    return new Script(List.of(command), Path.of("").toAbsolutePath(), Map.of(), "");
  }

  Script in(Path otherFolder) {
    return new Script(command, otherFolder, environment, input);
  }

  Script with(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new Script(command, folder, more, input);
  }

  Script withInput(String text) {
    return new Script(command, folder, environment, text);
  }

  Executed run() throws IOException, InterruptedException {
    Path out = Files.createTempFile("script", ".out");
    Path err = Files.createTempFile("script", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      try (Writer writer = process.outputWriter()) {
        writer.write(input);
      }
      int exitCode = process.waitFor();
      return new Executed(exitCode, Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
