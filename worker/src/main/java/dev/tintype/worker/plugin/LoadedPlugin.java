package dev.tintype.worker.plugin;

import dev.tintype.config.AllowedPlugin;
import dev.tintype.plugin.Plugin;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plugin that is ready. */
public record LoadedPlugin(AllowedPlugin allowed, Plugin plugin, AutoCloseable classes) implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LoadedPlugin.class);

    /** Lets it end what it keeps, and its classes go. */
    @Override
    public void close() {
        try (AutoCloseable _ = classes) {
            plugin.close();
        } catch (IOException | RuntimeException | LinkageError e) {
            log.warn("the plugin {} did not end well", allowed.name(), e);
        } catch (Exception e) {
            log.warn("the classes of the plugin {} stay", allowed.name(), e);
        }
    }
}
