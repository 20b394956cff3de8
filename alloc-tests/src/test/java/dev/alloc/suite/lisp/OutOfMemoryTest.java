package dev.alloc.suite.lisp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.alloc.junit.AllocationFailures;
import dev.alloc.junit.LeakCheck;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("When memory runs out")
@LeakCheck
final class OutOfMemoryTest {
  private static final byte[] SOMETHING_ELSE = {0};

  private final Interpreter interpreter = new Interpreter(); // the same one in all rounds
  private @Nullable String expected;

  @ParameterizedTest(name = "{0}")
  @AllocationFailures
  @DisplayName("at any allocation of a program, no block is left and the next program works")
  @ValueSource(
      strings = {
        "(list 1 \"two\" 'three 4.5 '(5 (6 . 7)))",
        "(define (f n) (if (= n 0) '() (cons n (f (- n 1))))) (reverse (f 5))",
        "(let loop ((i 0) (s \"\")) (if (= i 4) s (loop (+ i 1) (string-append s \"x\"))))",
        "(define (adder n) (lambda rest (apply + (cons n rest)))) ((adder 1) 2 3)",
        "(let* ((a (list 1)) (f (lambda () a))) (letrec ((g (lambda () (f)))) (g)))",
        "(define (f) (define x 1.5) (define (g) (set! x (* x 2)) x) (g)) (list (f) (f))",
        "(try (map (lambda (x) (/ 6 x)) '(1 0)) (lambda (m) (string-append m \"!\")))",
        "(fold (lambda (l x) (append l (list x x))) '() (filter odd? (range 0 6)))",
        "(define (f n) (let ((g #f)) (set! g (lambda () (list g n))) g)) ((f 1)) ((f 2))",
        "(symbol->string (string->symbol (number->string 12.25)))",
        "(display (string-repeat \"long output \" 20)) (error \"at\" 'last (list 1 \"b\"))",
        "(map list '(1 2) (list \"a\" \"b\"))",
        "(cond ((assoc \"b\" '((\"a\" . 1) (\"b\" . 2)))) (else 0))",
        "(when (and 1.5 (or #f \"x\")) (unless #f (string-upcase (substring \"hello\" 1 3))))"
      })
  void nothingIsLeft(String program) {
    String printed = interpreter.run(bytes(program), SOMETHING_ELSE);
    assertEquals(Objects.requireNonNullElse(expected, printed), printed);
    expected = printed;
  }

  @AfterEach
  void theNextProgramWorks() {
    assertNull(interpreter.run(bytes("(list 1 \"a\" 2.5)"), bytes("(1 \"a\" 2.5)")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
