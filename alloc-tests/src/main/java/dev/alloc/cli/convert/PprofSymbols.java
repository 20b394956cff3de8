package dev.alloc.cli.convert;

import dev.alloc.cli.report.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The texts, functions and lines of a profile, each there once and known by its number. */
final class PprofSymbols {
  private static final String NONE = "";

  // The numbers of profile.proto.
  private static final int PROFILE_LOCATION = 4;
  private static final int PROFILE_FUNCTION = 5;
  private static final int PROFILE_STRING = 6;
  private static final int LOCATION_ID = 1;
  private static final int LOCATION_LINE = 4;
  private static final int LINE_FUNCTION = 1;
  private static final int LINE_NUMBER = 2;
  private static final int FUNCTION_ID = 1;
  private static final int FUNCTION_NAME = 2;
  private static final int FUNCTION_SYSTEM_NAME = 3;
  private static final int FUNCTION_FILE = 4;

  private record Function(String name, String file) {}

  private final Map<String, Long> strings = new LinkedHashMap<>();
  private final Map<Function, Long> functions = new LinkedHashMap<>();
  private final Map<Frame, Long> locations = new LinkedHashMap<>();
  private final List<ProtoMessage> functionMessages = new ArrayList<>();
  private final List<ProtoMessage> locationMessages = new ArrayList<>();

  PprofSymbols() {
    strings.put(NONE, 0L); // whatever is not said refers to it
  }

  long string(String text) {
    return strings.computeIfAbsent(text, _ -> (long) strings.size());
  }

  /** The number of a frame's line. */
  long location(Frame frame) {
    Long known = locations.get(frame);
    if (known != null) {
      return known;
    }
    long id = locations.size() + 1L; // 0 is none
    locations.put(frame, id);
    String file = Objects.requireNonNullElse(frame.file(), NONE);
    ProtoMessage line =
        new ProtoMessage()
            .number(LINE_FUNCTION, function(new Function(frame.qualifiedMethod(), file)))
            .number(LINE_NUMBER, Math.max(0, frame.line()));
    locationMessages.add(new ProtoMessage().number(LOCATION_ID, id).message(LOCATION_LINE, line));
    return id;
  }

  private long function(Function function) {
    Long known = functions.get(function);
    if (known != null) {
      return known;
    }
    long id = functions.size() + 1L;
    functions.put(function, id);
    long name = string(function.name());
    functionMessages.add(
        new ProtoMessage()
            .number(FUNCTION_ID, id)
            .number(FUNCTION_NAME, name)
            .number(FUNCTION_SYSTEM_NAME, name)
            .number(FUNCTION_FILE, string(function.file())));
    return id;
  }

  /** To be called last: all that was asked for is written. */
  void addTo(ProtoMessage profile) {
    locationMessages.forEach(location -> profile.message(PROFILE_LOCATION, location));
    functionMessages.forEach(function -> profile.message(PROFILE_FUNCTION, function));
    strings.keySet().forEach(text -> profile.text(PROFILE_STRING, text));
  }
}
