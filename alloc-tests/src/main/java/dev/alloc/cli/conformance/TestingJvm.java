package dev.alloc.cli.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Starts JVMs that test: one for each allocator, and another for the rules left whenever one ends
 * early. Callable from any thread.
 *
 * @param java what they run
 * @param javaOptions options for those JVMs, class path and main class at the end
 * @param timeLimit seconds after which a rule counts as hung
 * @param fuzzing options that make fuzzing of it; usually none
 */
public record TestingJvm(
    JavaProgram java, List<String> javaOptions, int timeLimit, List<String> fuzzing) {

  /** Copies the lists. */
  public TestingJvm {
    javaOptions = List.copyOf(javaOptions);
    fuzzing = List.copyOf(fuzzing);
  }

  /**
   * Tries whether an allocator can be created; one that takes the JVM down can be tested.
   *
   * @param subject the allocator
   * @return why it cannot be created, readable on its own; empty if it can
   */
  public Optional<String> refusal(Subject subject) {
    Session session = new Session(_ -> {});
    try (CrashFiles files = CrashFiles.create()) {
      run(command(subject, files, List.of("--create-only")), session, files);
    } catch (IOException e) {
      throw new UncheckedIOException("no JVM can be started", e);
    }
    return session.refusal();
  }

  /**
   * Puts an allocator to rules. One that differs by an option is skipped, with its own words, if it
   * refuses that: some options have a meaning only beside others.
   *
   * @param subject the allocator
   * @param rules the numbers of the rules, in the order of the contract
   * @param onRule is told of each rule that begins
   * @return a finding for each of the rules
   */
  public Tested test(Subject subject, Set<String> rules, Consumer<String> onRule) {
    Optional<String> refused = subject.variant().isEmpty() ? Optional.empty() : refusal(subject);
    if (refused.isPresent()) {
      String reason = "with this option alone it is refused: " + refused.get();
      return new Tested(
          subject, rules.stream().map(rule -> Finding.skipped(rule, reason)).toList());
    }
    Map<String, Finding> findings = new HashMap<>();
    Set<String> left = new LinkedHashSet<>(rules);
    while (!left.isEmpty()) {
      for (Finding finding : findings(subject, left, onRule)) {
        findings.putIfAbsent(finding.rule(), finding);
        left.remove(finding.rule());
      }
    }
    return new Tested(
        subject, rules.stream().map(rule -> Objects.requireNonNull(findings.get(rule))).toList());
  }

  /** Returns what one JVM found: at least one finding, so that it ends. */
  private List<Finding> findings(Subject subject, Set<String> rules, Consumer<String> onRule) {
    Session session = new Session(onRule);
    try (CrashFiles files = CrashFiles.create()) {
      List<String> arguments = new ArrayList<>(fuzzing);
      arguments.addAll(List.of("--rules", String.join(",", rules)));
      arguments.addAll(List.of("--time-limit", Integer.toString(timeLimit)));
      int exitCode = run(command(subject, files, arguments), session, files);
      List<Finding> findings = new ArrayList<>(session.findings());
      Set<String> ended = new LinkedHashSet<>(rules);
      if (session.running().isPresent()) {
        ended.retainAll(Set.of(session.running().get()));
      } else if (session.canGoOn()) {
        ended.clear();
      } else {
        findings.forEach(finding -> ended.remove(finding.rule()));
      }
      String reason = files.reason(exitCode) + session.reached();
      String details = files.details();
      ended.forEach(rule -> findings.add(Finding.failed(rule, reason, details)));
      return findings;
    } catch (IOException e) {
      throw new UncheckedIOException("no JVM can be started", e);
    }
  }

  private List<String> command(Subject subject, CrashFiles files, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java.launcher().toString());
    command.addAll(files.javaOptions());
    command.add("-Dalloc.tck.impl=" + subject.spec());
    subject.variant().forEach((name, value) -> command.add("-Dalloc." + name + "=" + value));
    command.addAll(javaOptions);
    command.add("verify");
    command.addAll(arguments);
    return command;
  }

  private static int run(List<String> command, Session session, CrashFiles files)
      throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(files.standardError().toFile()).start();
    Thread hook = new Thread(process::destroyForcibly, "end testing");
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      // who ends this process means the testing as well
      Runtime.getRuntime().addShutdownHook(hook);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Event.read(line).ifPresent(session::accept);
      }
      int exitCode = process.waitFor();
      Runtime.getRuntime().removeShutdownHook(hook);
      return exitCode;
    } catch (InterruptedException | IllegalStateException e) { // ended just now
      process.destroyForcibly();
      throw new IllegalStateException("ended while a JVM was testing", e);
    }
  }
}
