package dev.alloc.cli.convert;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A message of protocol buffers as it is written, field by field. */
final class ProtoMessage {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

  /** Numbers that are 0 are left out, as a reader takes what is missing for 0. */
  ProtoMessage number(int field, long value) {
    try {
      if (value != 0) {
        out.writeInt64(field, value);
      }
      return this;
    } catch (IOException e) {
      throw impossible(e);
    }
  }

  ProtoMessage numbers(int field, long... values) {
    ProtoMessage packed = new ProtoMessage();
    try {
      for (long value : values) {
        packed.out.writeInt64NoTag(value);
      }
    } catch (IOException e) {
      throw impossible(e);
    }
    return message(field, packed);
  }

  ProtoMessage text(int field, String value) {
    try {
      out.writeString(field, value);
      return this;
    } catch (IOException e) {
      throw impossible(e);
    }
  }

  ProtoMessage message(int field, ProtoMessage value) {
    try {
      out.writeByteArray(field, value.bytes());
      return this;
    } catch (IOException e) {
      throw impossible(e);
    }
  }

  byte[] bytes() {
    try {
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw impossible(e);
    }
  }

  private static UncheckedIOException impossible(IOException e) {
    return new UncheckedIOException("memory was not written", e);
  }
}
