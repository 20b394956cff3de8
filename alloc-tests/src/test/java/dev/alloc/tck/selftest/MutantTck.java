package dev.alloc.tck.selftest;

import dev.alloc.Allocator;
import dev.alloc.tck.AllocatorTck;
import dev.alloc.tck.Lookup;
import dev.alloc.tck.NativeTables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The whole TCK for the mutant that a configuration parameter names; run by Inspection only. */
@ExtendWith(MutantTck.Resolver.class)
final class MutantTck implements AllocatorTck {
  static final String MUTANT = "alloc.selftest.mutant";
  private final MutantFixture fixture;

  MutantTck(MutantFixture fixture) {
    this.fixture = fixture;
  }

  /** Finds the mutant. */
  static final class Resolver implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == MutantFixture.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return Mutants.named(context.getConfigurationParameter(MUTANT).orElseThrow()).fixture();
    }
  }

  @Override
  public String spec() {
    return fixture.spec();
  }

  @Override
  public Map<String, String> options() {
    return fixture.options();
  }

  @Override
  public Allocator create() {
    return fixture.create();
  }

  @Override
  public Optional<Allocator> create(Allocator upstream) {
    return fixture.create(upstream);
  }

  @Override
  public Optional<Allocator> createWithLimit(long bytes) {
    return fixture.createWithLimit(bytes);
  }

  @Override
  public Optional<Allocator> createSafe() {
    return fixture.createSafe();
  }

  @Override
  public Optional<Allocator> createWithListener(Runnable listener) {
    return fixture.createWithListener(listener);
  }

  @Override
  public Optional<Allocator> createWithFailingRecords(Allocator upstream) {
    return fixture.createWithFailingRecords(upstream);
  }

  @Override
  public Lookup lookup() {
    return fixture.lookup();
  }

  @Override
  public Optional<Path> pluginJar() {
    return fixture.pluginJar();
  }

  @Override
  public Optional<NativeTables> nativeTables() {
    return fixture.nativeTables();
  }

  @Override
  public OptionalInt freshFill() {
    return fixture.freshFill();
  }

  @Override
  public OptionalInt freedFill() {
    return fixture.freedFill();
  }

  @Override
  public long heldBackBytes() {
    return fixture.heldBackBytes();
  }

  @Override
  public long budgetBytes() {
    return fixture.budgetBytes();
  }

  @Override
  public double scale() {
    return fixture.scale();
  }

  @Override
  public Duration timeLimit() {
    return fixture.timeLimit();
  }
}
