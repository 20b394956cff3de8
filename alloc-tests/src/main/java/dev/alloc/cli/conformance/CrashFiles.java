package dev.alloc.cli.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM leaves behind when it ends in a way it could not tell of: its crash log, and what was
 * printed on standard error, which is where the C library says what is wrong. Deleted when closed.
 *
 * @param folder a folder of its own
 */
record CrashFiles(Path folder) implements AutoCloseable {
  private static final int LINES_SHOWN = 80;
  private static final Pattern SIGNAL = Pattern.compile("(?m)^#  (\\S+ \\(0x[0-9a-f]+\\))");
  private static final Pattern FRAME = Pattern.compile("(?m)^# Problematic frame:\\R# (.+)$");

  static CrashFiles create() throws IOException {
    return new CrashFiles(Files.createTempDirectory("alloc-tck"));
  }

  Path standardError() {
    return folder.resolve("standard-error");
  }

  /** Returns the options that make a JVM leave its crash log here, and no core file anywhere. */
  List<String> javaOptions() {
    return List.of("-XX:ErrorFile=" + log(), "-XX:-CreateCoredumpOnCrash");
  }

  /** Returns in one line how the JVM ended. */
  String reason(int exitCode) throws IOException {
    String log = read(log());
    Matcher signal = SIGNAL.matcher(log);
    Matcher frame = FRAME.matcher(log);
    String where = frame.find() ? " in " + frame.group(1).strip() : "";
    return signal.find()
        ? "the JVM crashed: " + signal.group(1) + where
        : "the JVM ended with exit code " + exitCode;
  }

  /** Returns the beginning of the crash log and the end of standard error. */
  String details() throws IOException {
    List<String> shown = new ArrayList<>();
    List<String> printed = read(standardError()).lines().toList();
    shown.addAll(printed.subList(Math.max(0, printed.size() - LINES_SHOWN), printed.size()));
    shown.addAll(read(log()).lines().limit(LINES_SHOWN).toList());
    return String.join(System.lineSeparator(), shown);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(log());
    Files.deleteIfExists(standardError());
    Files.delete(folder);
  }

  private Path log() {
    return folder.resolve("crash-log");
  }

  private static String read(Path file) throws IOException {
    // of what a dying process wrote not every byte need be a character
    return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
  }
}
