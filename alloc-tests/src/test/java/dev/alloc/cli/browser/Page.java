package dev.alloc.cli.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.jr.ob.JSON;

/** A page in a browser. Not thread safe. */
public final class Page implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, Integer> KEY_CODES =
      Map.of(
          "Tab",
          9,
          "Enter",
          13,
          "Escape",
          27,
          "ArrowLeft",
          37,
          "ArrowUp",
          38,
          "ArrowRight",
          39,
          "ArrowDown",
          40);

  private final WebSocket socket;
  private final BlockingQueue<Map<String, Object>> messages;
  private final List<String> requests = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private boolean loaded;
  private int commands;

  private Page(WebSocket socket, BlockingQueue<Map<String, Object>> messages) {
    this.socket = socket;
    this.messages = messages;
  }

  static Page connect(HttpClient client, URI address) throws IOException, InterruptedException {
    BlockingQueue<Map<String, Object>> messages = new LinkedBlockingQueue<>();
    WebSocket socket =
        client.newWebSocketBuilder().buildAsync(address, new Listener(messages)).join();
    Page page = new Page(socket, messages);
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      page.command(domain + ".enable", Map.of());
    }
    return page;
  }

  /** Shows a file, and waits until it is there. */
  public void show(Path file) throws InterruptedException {
    loaded = false;
    command("Page.navigate", Map.of("url", file.toUri().toString()));
    while (!loaded) {
      take();
    }
  }

  /** Evaluates an expression and returns its value as JSON has it. */
  public @Nullable Object evaluate(String expression) throws InterruptedException {
    Map<?, ?> answer =
        command("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    if (answer.containsKey("exceptionDetails")) {
      throw new IllegalArgumentException(expression + ": " + answer);
    }
    return object(answer, "result").get("value");
  }

  /** Presses and releases a key. */
  public void press(String key) throws InterruptedException {
    Integer code = KEY_CODES.get(key);
    if (code == null) {
      throw new IllegalArgumentException(key + " is none of " + KEY_CODES.keySet());
    }
    String text = key.equals("Enter") ? "\r" : "";
    for (String type : List.of("keyDown", "keyUp")) {
      command(
          "Input.dispatchKeyEvent",
          Map.of(
              "type",
              type,
              "key",
              key,
              "code",
              key,
              "windowsVirtualKeyCode",
              code,
              "text",
              type.equals("keyDown") ? text : ""));
    }
  }

  /** Types a text into what has the focus. */
  public void type(String text) throws InterruptedException {
    command("Input.insertText", Map.of("text", text));
  }

  /** Makes the page as wide and high as a screen, in CSS pixels. */
  public void resize(int width, int height) throws InterruptedException {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Prefers dark colours or light ones. */
  public void prefer(String scheme) throws InterruptedException {
    command(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Writes what is to be seen as PNG. */
  public void screenshot(Path file) throws IOException, InterruptedException {
    Map<?, ?> answer = command("Page.captureScreenshot", Map.of("format", "png"));
    Files.write(file, Base64.getDecoder().decode(String.valueOf(answer.get("data"))));
  }

  /** What the page has requested so far. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Errors of scripts and what the browser complained of so far. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    socket.abort();
  }

  private Map<?, ?> command(String method, Map<String, Object> parameters)
      throws InterruptedException {
    int id = ++commands;
    socket
        .sendText(JSON.std.asString(Map.of("id", id, "method", method, "params", parameters)), true)
        .join();
    Map<String, Object> message = take();
    while (!Integer.valueOf(id).equals(message.get("id"))) {
      message = take();
    }
    if (message.containsKey("error")) {
      throw new IllegalStateException(method + ": " + message.get("error"));
    }
    return object(message, "result");
  }

  private Map<String, Object> take() throws InterruptedException {
    Map<String, Object> message = messages.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (message == null) {
      throw new IllegalStateException("the browser does not answer");
    }
    switch (String.valueOf(message.get("method"))) {
      case "Page.loadEventFired" -> loaded = true;
      case "Network.requestWillBeSent" ->
          requests.add(String.valueOf(object(object(message, "params"), "request").get("url")));
      case "Runtime.exceptionThrown", "Log.entryAdded" ->
          complaints.add(String.valueOf(message.get("params")));
      default -> {}
    }
    return message;
  }

  private static Map<?, ?> object(Map<?, ?> parent, String name) {
    if (parent.get(name) instanceof Map<?, ?> child) {
      return child;
    }
    throw new IllegalStateException("no " + name + " in " + parent);
  }

  private record Listener(BlockingQueue<Map<String, Object>> messages, StringBuilder text)
      implements WebSocket.Listener {
    Listener(BlockingQueue<Map<String, Object>> messages) {
      this(messages, new StringBuilder());
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        messages.add(JSON.std.mapFrom(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
