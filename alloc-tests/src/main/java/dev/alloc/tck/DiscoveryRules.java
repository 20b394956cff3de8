package dev.alloc.tck;

import dev.alloc.tck.discovery.InstalledPlugin;
import dev.alloc.tck.discovery.LookupChecks;
import dev.alloc.tck.discovery.OptionChecks;
import dev.alloc.tck.discovery.PluginJarCheck;
import dev.alloc.tck.trial.Trial;
import dev.alloc.tck.upstream.Spec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chapter 11 of the contract: how an allocator is found, named, configured and refused. */
public interface DiscoveryRules extends TckFixture {

  /**
   * Returns how allocators are looked up.
   *
   * @return the API's lookup unless overridden
   */
  default Lookup lookup() {
    return Lookup.ofTheApi();
  }

  /**
   * Returns the JAR of the plugin under test, or the folder of its classes.
   *
   * @return where the outermost provider was loaded from, unless overridden; empty if that is
   *     unknown
   */
  default Optional<Path> pluginJar() {
    return lookup().providers().stream()
        .filter(provider -> provider.name().equals(new Spec(spec()).outermost()))
        .findFirst()
        .flatMap(provider -> InstalledPlugin.locationOf(provider.getClass()));
  }

  /** Rule 11.1: what is delivered is found. */
  @Test
  @DisplayName("11.1 the plugin's JAR is found on the class path and on the module path")
  default void required_11_1_jarIsFoundOnBothPaths() throws IOException {
    Optional<Path> jar = pluginJar();
    if (jar.isEmpty()) {
      Trial.skip("11.1", "where the plugin of '" + spec() + "' was loaded from is not known");
    }
    new PluginJarCheck(new InstalledPlugin(jar.orElseThrow()), new Spec(spec()).outermost()).run();
  }

  /** Rule 11.2: names are names. */
  @Test
  @DisplayName("11.2 names are lower-case letters, digits and dashes, known without an allocator")
  default void required_11_2_namesAreReadWithoutCreating() {
    new LookupChecks("11.2", lookup(), spec(), options()).namesAreWellFormed();
  }

  /** Rule 11.3: a name that does not exist. */
  @Test
  @DisplayName("11.3 an unknown name is answered with what was asked, what is there, what to do")
  default void required_11_3_unknownNamesAreExplained() {
    LookupChecks checks = new LookupChecks("11.3", lookup(), spec(), options());
    checks.misspeltNamesAreExplained();
    checks.retiredNamesHaveTheirOwnAnswers();
    checks.missingPluginsAreNamed();
  }

  /**
   * Rule 11.4: a name that exists twice, and providers that are broken.
   *
   * @param folder where to put JARs
   */
  @Test
  @DisplayName("11.4 two JARs of one name are both named; a broken provider hides nobody")
  default void required_11_4_rivalsAndBrokenProvidersAreNamed(@TempDir Path folder)
      throws IOException {
    LookupChecks checks = new LookupChecks("11.4", lookup(), spec(), options());
    checks.rivalsAreBothNamed(folder);
    checks.brokenProvidersHideNobody(folder);
  }

  /** Rule 11.5: what is active. */
  @Test
  @DisplayName("11.5 without a choice it is system; the composed name can be read back")
  default void required_11_5_selectionCanBeReadBack() {
    new LookupChecks("11.5", lookup(), spec(), options()).selectionIsAsAskedFor();
  }

  /** Rule 11.6: options. */
  @Test
  @DisplayName("11.6 unknown options and malformed values are refused with the known options")
  default void required_11_6_wrongOptionsAreRefused() {
    OptionChecks checks = new OptionChecks(lookup(), spec(), options());
    checks.unknownOptionsAreRefused();
    checks.optionsOfNoPluginAreRefused();
    checks.malformedValuesAreRefused();
    checks.optionsOutsideTheChainAreIgnored();
  }

  /** Rule 11.7: nothing under a base. */
  @Test
  @DisplayName("11.7 a base with something under it is refused")
  default void required_11_7_nothingGoesUnderABase() {
    new LookupChecks("11.7", lookup(), spec(), options()).nothingGoesUnderABase();
  }
}
