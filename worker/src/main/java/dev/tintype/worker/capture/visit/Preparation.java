package dev.tintype.worker.capture.visit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.tintype.capture.PageOptions;
import dev.tintype.capture.WaitFor;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.json.Json;
import dev.tintype.worker.capture.browser.PageScriptFailed;
import dev.tintype.worker.capture.browser.Tab;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Does to a page that is ready what the request asks for, before outputs are made: waits, style and removals, steps, removals
 * again (steps may bring things back), and the script last, which sees it all.
 */
public final class Preparation {
    private static final String DRESS = Script.load(Preparation.class, "dress.js");
    private static final String SETTLE = Script.load(Preparation.class, "settle.js");
    private static final int MAX_RESULT = 4 << 20;

    private final Tab tab;
    private final PageOptions options;
    private final Budget budget;
    private final Map<String, Object> notes;
    private final List<Extra> extras = new ArrayList<>();
    private boolean cutShort;

    /** @param notes for the report */
    public Preparation(Tab tab, PageOptions options, Budget budget, Map<String, Object> notes) {
        this.tab = tab;
        this.options = options;
        this.budget = budget;
        this.notes = notes;
    }

    /** Artifacts that came of it: script-result.json, screenshots on the way. */
    public List<Extra> extras() {
        return List.copyOf(extras);
    }

    /**
     * All of it.
     *
     * @return whether anything was done to the page
     * @throws JobFailure {@code wait_timeout}, {@code action_failed}, {@code script_failed}, {@code selector_not_found}
     */
    public boolean perform() {
        if (options.waitFor() != null) {
            await(options.waitFor());
        }
        boolean dressed = options.css() != null || options.hide() != null || options.remove() != null;
        if (dressed) {
            dress();
        }
        if (options.actions() != null) {
            Actions actions = new Actions(tab, budget, options);
            try {
                actions.perform(options.actions());
            } finally {
                extras.addAll(actions.extras());
                notes.put("actions", actions.told());
            }
            if (dressed) {
                dress();
            }
        }
        if (options.js() != null) {
            run(options.js());
        }
        boolean touched = options.waitFor() != null || dressed || options.actions() != null || options.js() != null;
        if (touched && options.javascript()) {
            JsonObject parameter = new JsonObject();
            parameter.addProperty("budgetMs", Math.min(1_000, budget.leftMs("settling") / 2));
            tab.call(SETTLE, parameter);
        }
        return touched;
    }

    /** Whether something did not come in time and the page is captured all the same. */
    public boolean cutShort() {
        return cutShort;
    }

    private void await(List<WaitFor> waits) {
        try {
            new Waits(tab, budget, options).all(waits);
        } catch (JobFailure e) {
            if (e.code() != ErrorCode.WAIT_TIMEOUT || options.onTimeout() != PageOptions.OnTimeout.CAPTURE) {
                throw e;
            }
            cutShort = true;
        }
    }

    private void dress() {
        JsonObject parameter = new JsonObject();
        parameter.addProperty("css", options.css() != null ? options.css() : "");
        parameter.add("hide", strings(options.hide()));
        parameter.add("remove", strings(options.remove()));
        JsonElement invalid = tab.call(DRESS, parameter);
        if (!invalid.isJsonNull()) {
            throw new JobFailure(ErrorCode.SELECTOR_NOT_FOUND, "Not a CSS selector: " + invalid.getAsString());
        }
    }

    private void run(String script) {
        String result;
        try {
            result = tab.run(script);
        } catch (PageScriptFailed e) {
            throw new JobFailure(
                    ErrorCode.SCRIPT_FAILED, "page.js failed: " + Texts.clip(String.valueOf(e.getMessage()), 512), e);
        }
        if (result == null) {
            return;
        }
        byte[] json = result.getBytes(StandardCharsets.UTF_8);
        if (json.length > MAX_RESULT) {
            throw new JobFailure(
                    ErrorCode.LIMIT_EXCEEDED, "What page.js returned has more than " + MAX_RESULT + " bytes of JSON");
        }
        extras.add(new Extra("script-result.json", "script_result", "application/json", () -> json, Map.of()));
    }

    private static JsonElement strings(@Nullable List<String> list) {
        return JsonParser.parseString(Json.write(list == null ? List.of() : list));
    }
}
