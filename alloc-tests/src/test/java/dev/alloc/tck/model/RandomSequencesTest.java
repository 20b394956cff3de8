package dev.alloc.tck.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.tck.TckFixture;
import dev.alloc.tck.trial.Tag;
import dev.alloc.tck.upstream.ForwardingAllocator;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The random sequences of rule 3.7 find what is wrong, and show no more than is needed for it. */
@DisplayName("The model test")
final class RandomSequencesTest {

  @Test
  @DisplayName("finds nothing in an allocator that is right")
  void rightIsRight() {
    RandomSequences test = new RandomSequences(new Fixture(Long.MAX_VALUE), "3.7");
    assertEquals(Optional.empty(), test.failure(test.randomSteps()));
  }

  @Test
  @DisplayName("shrinks a failure to the two steps it takes, and names the seed")
  void failuresAreShrunk() {
    RandomSequences test = new RandomSequences(new Fixture(10), "3.7");
    List<ModelStep> steps = test.randomSteps();
    Throwable failure = test.failure(steps).orElseThrow();
    String message =
        String.valueOf(
            assertThrows(AssertionError.class, () -> test.reportSmallest(steps, failure))
                .getMessage());
    assertTrue(
        message.matches("(?s)rule 3\\.7: 2 steps, shrunk from \\d+, fail \\(.*alloc.tck.seed=.*"),
        message);
    assertTrue(message.contains("[allocate("), message);
    assertTrue(message.contains(", reallocate(#"), message);
  }

  /** An allocator whose blocks lose a byte when they are reallocated to more than some bytes. */
  private record Fixture(long loses) implements TckFixture {

    @Override
    public String spec() {
      return "functions";
    }

    @Override
    public long budgetBytes() {
      return 1 << 20;
    }

    @Override
    public double scale() {
      return 0.1;
    }

    @Override
    public Allocator create() {
      Allocator right = Allocators.of(Arena.ofAuto(), _ -> {});
      long limit = loses;
      return new ForwardingAllocator(right) {
        @Override
        public MemorySegment reallocate(MemorySegment block, long newByteSize, long alignment) {
          MemorySegment moved = super.reallocate(block, newByteSize, alignment);
          if (newByteSize > limit && block.byteSize() > 0) {
            moved.asSlice(0, 1).fill((byte) ~Tag.of(0).at(0));
          }
          return moved;
        }
      };
    }
  }
}
