package dev.alloc.tck.allocation;

import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.Trial;

/** The orders in which rule 1.8 frees blocks, oldest first being the one they were made in. */
public enum FreeOrder {
  IN_ORDER("in order") {
    @Override
    int next(Trial trial, int left) {
      return 0;
    }
  },
  REVERSED("in reverse") {
    @Override
    int next(Trial trial, int left) {
      return left - 1;
    }
  },
  SHUFFLED("shuffled") {
    @Override
    int next(Trial trial, int left) {
      return trial.random().nextInt(left);
    }
  };

  private final String words;

  FreeOrder(String words) {
    this.words = words;
  }

  /** Returns which of the blocks left to free next. */
  abstract int next(Trial trial, int left);

  public void freeAll(Trial trial) {
    LiveSet blocks = trial.blocks();
    while (!blocks.isEmpty()) {
      blocks.freeKeepingOrder(next(trial, blocks.size()));
    }
  }

  @Override
  public String toString() {
    return words;
  }
}
