package dev.tintype.worker.capture.output;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;

/** JSON for people to read: what pages are asked for comes as the driver's kind of JSON. */
final class JsonText {
    static final String MEDIA_TYPE = "application/json";
    static final String EXTENSION = "json";

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private JsonText() {}

    static String of(JsonElement json) {
        return GSON.toJson(json) + "\n";
    }
}
