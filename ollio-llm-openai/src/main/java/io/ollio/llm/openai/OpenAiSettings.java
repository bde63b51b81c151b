package io.ollio.llm.openai;

import io.ollio.InvalidInput;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a Chat Completions server.
 *
 * @param baseUrl address before {@code /chat/completions}; usually ends in {@code /v1}
 * @param apiKey sent as a bearer token; absent for local servers that need none
 * @param defaultModel used when a request names none; absent leaves the choice to the server
 * @param outputLimit the body field that carries the output limit
 * @param limits time and size limits of a call
 * @param extraBody further fields of every request body (JSON values), e.g. {@code
 *     prompt_cache_key}; a request's own extras win over them
 * @param extraHeaders further headers of every request, e.g. {@code api-key} for Azure
 */
public record OpenAiSettings(
    String baseUrl,
    @Nullable String apiKey,
    @Nullable String defaultModel,
    OutputLimit outputLimit,
    OpenAiLimits limits,
    Map<String, Object> extraBody,
    Map<String, String> extraHeaders) {

  /** OpenAI's own address. */
  public static final String OFFICIAL_BASE_URL = "https://api.openai.com/v1";

  /** Fields of the body that only the client itself may set. */
  static final Set<String> RESERVED_FIELDS = Set.of("model", "messages", "stream");

  /**
   * Name of the body field that limits the reply's tokens. When the server rejects it by name, the
   * client changes to the other one and remembers that for the model.
   */
  public enum OutputLimit {
    /** The older field, which nearly every compatible server knows. */
    MAX_TOKENS("max_tokens"),
    /** The newer field, which OpenAI's reasoning models insist on. */
    MAX_COMPLETION_TOKENS("max_completion_tokens"),
    /** Sends no limit. */
    NONE("");

    private final String field;

    OutputLimit(String field) {
      this.field = field;
    }

    String field() {
      return field;
    }
  }

  /** Checks and copies. */
  public OpenAiSettings {
    baseUrl = baseUrl.strip();
    checkBaseUrl(baseUrl);
    apiKey = apiKey == null ? null : apiKey.strip();
    InvalidInput.check(
        apiKey == null || !apiKey.isEmpty(),
        "apiKey",
        "must not be blank; leave it out for a server that needs none");
    if (apiKey != null) {
      checkHeaderValue(apiKey, "apiKey");
    }
    extraBody = Map.copyOf(extraBody);
    extraHeaders = Map.copyOf(extraHeaders);
    for (String field : extraBody.keySet()) {
      InvalidInput.check(
          !RESERVED_FIELDS.contains(field),
          "extraBody",
          "holds \"" + field + "\", which the client sets itself");
    }
    extraHeaders.forEach(OpenAiSettings::checkHeader);
  }

  /** Settings for OpenAI itself. */
  public static OpenAiSettings of(String apiKey, String defaultModel) {
    return builder().apiKey(apiKey).defaultModel(defaultModel).build();
  }

  /** Starts with OpenAI's address, no key, no model and {@link OpenAiLimits#DEFAULT}. */
  public static Builder builder() {
    return new Builder();
  }

  /** Without the key, and with the names only of fields and headers. */
  @Override
  public String toString() {
    return "OpenAiSettings[baseUrl="
        + address().redact()
        + ", apiKey="
        + (apiKey == null ? "none" : "***")
        + ", defaultModel="
        + defaultModel
        + ", outputLimit="
        + outputLimit
        + ", limits="
        + limits
        + ", extraBody="
        + new TreeSet<>(extraBody.keySet())
        + ", extraHeaders="
        + new TreeSet<>(extraHeaders.keySet())
        + "]";
  }

  HttpUrl address() {
    return HttpUrl.get(baseUrl);
  }

  private static void checkBaseUrl(String baseUrl) {
    HttpUrl url = HttpUrl.parse(baseUrl);
    InvalidInput.check(
        url != null,
        "baseUrl",
        "is "
            + withoutLogin(baseUrl)
            + ", must be an http or https address such as "
            + OFFICIAL_BASE_URL);
    InvalidInput.check(
        !baseUrl.endsWith("/chat/completions") && !baseUrl.endsWith("/chat/completions/"),
        "baseUrl",
        "must be the part before /chat/completions, such as " + OFFICIAL_BASE_URL);
  }

  private static String withoutLogin(String baseUrl) {
    return baseUrl.length() > 200 || baseUrl.indexOf('@') >= 0
        ? "not readable"
        : "\"" + baseUrl + "\"";
  }

  private static void checkHeader(String name, String value) {
    InvalidInput.check(
        name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}"),
        "extraHeaders",
        "holds a name that is no header name, of " + name.length() + " characters");
    checkHeaderValue(value, "header " + name);
  }

  private static void checkHeaderValue(String value, String field) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      InvalidInput.check(
          c >= ' ' && c <= '~',
          field,
          "has a character at position " + i + " that a header cannot carry");
    }
  }

  /** Collects settings; every field has a default. */
  public static final class Builder {
    private String baseUrl = OFFICIAL_BASE_URL;
    private @Nullable String apiKey;
    private @Nullable String defaultModel;
    private @Nullable OutputLimit outputLimit;
    private OpenAiLimits limits = OpenAiLimits.DEFAULT;
    private final Map<String, Object> extraBody = new HashMap<>();
    private final Map<String, String> extraHeaders = new HashMap<>();

    private Builder() {}

    /** Address before {@code /chat/completions}; default {@link #OFFICIAL_BASE_URL}. */
    public Builder baseUrl(String url) {
      this.baseUrl = url;
      return this;
    }

    /** Sent as a bearer token; default none. */
    public Builder apiKey(@Nullable String key) {
      this.apiKey = key;
      return this;
    }

    /** Model for requests that name none; default none. */
    public Builder defaultModel(@Nullable String model) {
      this.defaultModel = model;
      return this;
    }

    /**
     * Field of the output limit; default {@code max_completion_tokens} for OpenAI's own address and
     * {@code max_tokens} for every other.
     */
    public Builder outputLimit(OutputLimit field) {
      this.outputLimit = field;
      return this;
    }

    /** Time and size limits; default {@link OpenAiLimits#DEFAULT}. */
    public Builder limits(OpenAiLimits bounds) {
      this.limits = bounds;
      return this;
    }

    /** Adds a field to every request body; the value is a JSON value made of Java's own types. */
    public Builder extraBody(String field, Object value) {
      extraBody.put(field, value);
      return this;
    }

    /** Adds a header to every request. */
    public Builder extraHeader(String name, String value) {
      extraHeaders.put(name, value);
      return this;
    }

    /** Bills an organization other than the key's default one. */
    public Builder organization(String id) {
      return extraHeader("OpenAI-Organization", id);
    }

    /** Bills a project other than the key's default one. */
    public Builder project(String id) {
      return extraHeader("OpenAI-Project", id);
    }

    /** The settings. */
    public OpenAiSettings build() {
      OutputLimit field =
          outputLimit != null
              ? outputLimit
              : isOfficial(baseUrl) ? OutputLimit.MAX_COMPLETION_TOKENS : OutputLimit.MAX_TOKENS;
      return new OpenAiSettings(
          baseUrl, apiKey, defaultModel, field, limits, extraBody, extraHeaders);
    }

    private static boolean isOfficial(String url) {
      HttpUrl parsed = HttpUrl.parse(url.strip());
      return parsed != null && parsed.host().equals("api.openai.com");
    }
  }
}
