package dev.tintype.config;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says a bad setting in two sentences instead of a stack trace. */
final class BadSettingAnalyzer extends AbstractFailureAnalyzer<BadSetting> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BadSetting cause) {
        return new FailureAnalysis(cause.getMessage() + ".", cause.wayOut(), cause);
    }
}
