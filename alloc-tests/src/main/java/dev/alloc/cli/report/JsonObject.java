package dev.alloc.cli.report;

import dev.alloc.cli.request.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object whose members have to be there and to be of a type.
 *
 * @param place where it is, for messages: a file, and a path in it
 * @param members its members
 */
record JsonObject(String place, Map<?, ?> members) {

  static JsonObject of(String place, @Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      return new JsonObject(place, members);
    }
    throw new BadInputException("%s has to be an object; it is %s.".formatted(place, value));
  }

  String text(String name) {
    if (member(name) instanceof String text) {
      return text;
    }
    throw wrong(name, "a text");
  }

  @Nullable String optionalText(String name) {
    return has(name) ? text(name) : null;
  }

  boolean flag(String name) {
    if (member(name) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(name, "true or false");
  }

  long number(String name) {
    return switch (member(name)) {
      case Integer number -> number;
      case Long number -> number;
      default -> throw wrong(name, "a whole number of at most 64 bits");
    };
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  JsonObject object(String name) {
    return of(at(name), member(name));
  }

  List<JsonObject> objects(String name) {
    if (!(member(name) instanceof List<?> values)) {
      throw wrong(name, "an array");
    }
    List<JsonObject> objects = new ArrayList<>(values.size());
    for (Object value : values) {
      objects.add(of("%s[%d]".formatted(at(name), objects.size()), value));
    }
    return objects;
  }

  private Object member(String name) {
    Object value = members.get(name);
    if (value == null) {
      throw new BadInputException("%s is missing.".formatted(at(name)));
    }
    return value;
  }

  private String at(String name) {
    return place + '.' + name;
  }

  private BadInputException wrong(String name, String wanted) {
    return new BadInputException(
        "%s has to be %s; it is %s.".formatted(at(name), wanted, members.get(name)));
  }
}
