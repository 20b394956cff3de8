package dev.alloc.cli.architecture;

import dev.alloc.cli.request.BadInputException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A processor that Debian has a Java for and qemu can emulate. */
public enum Architecture {
  /** 64 bits, little-endian, weakly ordered memory; HotSpot's compilers. */
  AARCH64("arm64", "aarch64", 0.02),
  /** 64 bits, big-endian; HotSpot's compilers. */
  S390X("s390x", "s390x", 0.02),
  /** 32 bits, little-endian, malloc aligned to 8; only HotSpot's interpreter without assembler. */
  ARMHF("armhf", "arm", 0.002),
  /** 32 bits, little-endian; only HotSpot's interpreter without assembler. */
  I386("i386", "i386", 0.002),
  /** 64 bits, little-endian, weakly ordered memory; HotSpot's compilers. */
  RISCV64("riscv64", "riscv64", 0.02),
  /** 64 bits, little-endian, pages of 64 KiB on real machines; HotSpot's compilers. */
  PPC64EL("ppc64el", "ppc64le", 0.02);

  private final String debian;
  private final String emulator;
  private final double scale;

  Architecture(String debian, String emulator, double scale) {
    this.debian = debian;
    this.emulator = emulator;
    this.scale = scale;
  }

  /**
   * Finds one by its name.
   *
   * @param name as in {@link #toString}, or Debian's name for it
   * @return the architecture
   * @throws BadInputException if there is none of that name; the message lists those there are
   */
  public static Architecture named(String name) {
    return Arrays.stream(values())
        .filter(known -> known.toString().equals(name) || known.debian.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInputException(
                    "No architecture named '%s'. There are: %s."
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(Architecture::toString)
                                .collect(Collectors.joining(", ")))));
  }

  /** Returns the name its packages have in Debian. */
  String debian() {
    return debian;
  }

  /** Returns the name of qemu's program for it. */
  String emulator() {
    return "qemu-" + emulator;
  }

  /**
   * Returns the volume of tests it runs in minutes.
   *
   * @return a factor, as in {@code alloc.tck.scale}
   */
  public double scale() {
    return scale;
  }

  /** Returns the name of this architecture. */
  @Override
  public String toString() {
    return this == AARCH64 ? "aarch64" : debian;
  }
}
