package dev.alloc.suite.lisp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.junit.LeakCheck;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The interpreter")
@LeakCheck
final class InterpreterTest {
  private final Interpreter interpreter = new Interpreter();

  @Test
  @DisplayName("prints what it should")
  void expectedOutput() {
    assertNull(interpreter.run(bytes("(list 1 \"a\" 'b)"), bytes("(1 \"a\" b)")));
  }

  @Test
  @DisplayName("returns what it printed if that is something else")
  void unexpectedOutput() {
    assertEquals("2", interpreter.run(bytes("(+ 1 1)"), bytes("22")));
  }

  @Test
  @DisplayName("ends recursion that is too deep with an error, whoever calls whom")
  void deepRecursion() {
    String error = "error: recursion is too deep";
    assertPrints(error, "(define (f n) (+ 1 (f n))) (f 1)");
    assertPrints(error, "(define (f n) (map f (list n))) (f 1)");
    assertPrints(error, "(define (f n) (fold (lambda (a x) (f x)) 0 (list n))) (f 1)");
    assertPrints(error, "(define (f n) (try (+ 1 (f n)) (lambda (m) (error m)))) (f 1)");
  }

  @Test
  @DisplayName("frees structures of any depth")
  void deepStructures() {
    assertPrints("100000", "(length (range 0 100000))");
    assertPrints(
        "1", "(let loop ((i 0) (l '())) (if (= i 100000) (length l) (loop (+ i 1) (list l))))");
    assertPrints(
        "#<procedure>",
        "(let loop ((i 0) (f #f)) (if (= i 100000) f (loop (+ i 1) (lambda () f))))");
  }

  @Test
  @DisplayName("breaks the circle of a local procedure when its scope ends, not only in the end")
  void circlesAreBrokenEarly() {
    String once = "(define (f n) (define (g n) (if (= n 0) 0 (g (- n 1)))) (g n)) ";
    assertPrints("0", once + "(f 3)");
    interpreter.takeMostLive();
    assertPrints("0", once + "(f 3)");
    long few = interpreter.takeMostLive();
    assertPrints("0", once + "(let loop ((i 0)) (if (= i 500) 0 (begin (f 3) (loop (+ i 1)))))");
    long many = interpreter.takeMostLive();
    assertTrue(many < few + 100, "500 calls hold %d blocks, one %d".formatted(many, few));
  }

  @Test
  @DisplayName("breaks circles that only the end of the program can break")
  void circlesThroughOtherValues() {
    assertPrints("1", "(define (f) (let ((l '())) (set! l (list (lambda () l))) l)) (length (f))");
    assertPrints(
        "ok",
        "(define (f) (let ((a 0)) (let ((b (lambda () a))) (set! a (list b b)) 'ok))) (f) (f)");
    assertPrints(
        "error: bottom",
        "(define (f n) (define (g) (h)) (define (h) (if (= n 0) (error \"bottom\") (f (- n 1))))"
            + " (cons 1 (g))) (f 20)");
  }

  @Test
  @DisplayName("starts every program without the definitions and symbols of the one before")
  void programsAreIndependent() {
    assertPrints("mine", "(define (car x) 'mine) (car 1)");
    assertPrints("1", "(car '(1))");
    assertPrints("error: unbound variable x", "x");
    assertPrints("1", "(define x 1) x");
    assertPrints("error: unbound variable x", "x");
  }

  @Test
  @DisplayName("does not let a program change what is built in for good")
  void builtinsCannotBeSet() {
    assertPrints("error: set! cannot change what is built in; define it first", "(set! car cdr)");
    assertPrints("(2)", "(define car car) (set! car cdr) (car '(1 2))");
  }

  @Test
  @DisplayName("grows its output by reallocation")
  void longOutput() {
    assertPrints("\"" + "ab".repeat(5_000) + "\"", "(string-repeat \"ab\" 5000)");
  }

  @Test
  @DisplayName("refuses what would take too much of a Java resource with an error")
  void limits() {
    assertPrints("error: forms are nested too deeply", "(".repeat(300));
    assertPrints(
        "(".repeat(300) + "error: a value is nested too deeply to be printed",
        "(let loop ((i 0) (l '())) (if (= i 1000) l (loop (+ i 1) (list l))))");
    assertPrints("error: too many values at once", "(apply + (range 0 50000))");
    StringBuilder symbols = new StringBuilder("'(");
    for (int i = 0; i < 2_000; i++) {
      symbols.append("s").append(i).append(' ');
    }
    assertPrints("error: too many symbols", symbols.append(')').toString());
  }

  private void assertPrints(String expected, String program) {
    assertNull(
        interpreter.run(bytes(program), bytes(expected)),
        () -> program + " should print " + expected);
    assertEquals(0, interpreter.liveBlocks(), () -> program + " left blocks behind");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
