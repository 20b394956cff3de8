package dev.alloc.junit;

import dev.alloc.junit.scope.Scope;
import dev.alloc.junit.scope.Subject;
import dev.alloc.junit.scope.Terms;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** The scopes of JUnit's contexts, opened when they are first asked for. */
final class Scopes {
  private static final String CLASS_ADVICE =
      "Its tests are not to blame: @AfterAll has to free what @BeforeAll and shared fields hold.";

  private Scopes() {}

  /** What is stored for a context: a scope, or that there is none. */
  private record Slot(@Nullable Scope scope) implements AutoCloseable {

    /**
     * For tests whose {@code @AfterEach} callbacks JUnit does not call, as their instance failed.
     */
    @Override
    public void close() {
      if (scope != null) {
        scope
            .end()
            .ifPresent(
                failure -> {
                  throw failure;
                });
      }
    }
  }

  /**
   * The scope of a class, of a test or of a dynamic test; none if it is neither checked nor inside.
   */
  static Optional<Scope> of(ExtensionContext context) {
    return Optional.ofNullable(
        Objects.requireNonNull(
                store(context).computeIfAbsent(Slot.class, _ -> open(context), Slot.class))
            .scope());
  }

  /** The same, if it was asked for before. */
  static Optional<Scope> opened(ExtensionContext context) {
    @Nullable Slot slot = store(context).get(Slot.class, Slot.class);
    return slot == null ? Optional.empty() : Optional.ofNullable(slot.scope());
  }

  private static Slot open(ExtensionContext context) {
    Optional<Scope> around = around(context);
    Terms terms = Annotations.terms(context);
    boolean failing = Annotations.failures(context).isPresent();
    if (!terms.enabled() && !failing && around.isEmpty()) {
      return new Slot(null);
    }
    boolean isTest = Annotations.testMethod(context).isPresent();
    String type = Annotations.testClass(context).map(Class::getSimpleName).orElse("");
    String test = context.getDisplayName();
    Subject subject =
        new Subject(
            isTest ? test : type,
            isTest ? type + '.' + test : type,
            isTest ? "" : CLASS_ADVICE,
            !Annotations.isParallel(context),
            failing);
    return new Slot(
        new Scope(subject, terms.enabled() ? terms : Terms.none(), around.orElse(null)));
  }

  /** The nearest scope of a context around this one. */
  private static Optional<Scope> around(ExtensionContext context) {
    Optional<ExtensionContext> next = context.getParent();
    while (next.isPresent()) {
      Optional<Scope> scope = opened(next.get());
      if (scope.isPresent()) {
        return scope;
      }
      next = next.get().getParent();
    }
    return Optional.empty();
  }

  /** A store of this context alone: a child's does not show what its parent has. */
  private static Store store(ExtensionContext context) {
    return context.getStore(Namespace.create(Scopes.class, context.getUniqueId()));
  }
}
