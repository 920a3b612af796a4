package dev.tintype.worker.plugin;

import dev.tintype.plugin.Plugin;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** The classes of one plugin: its own, Java's, and those it is written against. What else the worker is made of is hidden. */
final class PluginClasses extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    private PluginClasses(URL jar) {
        super(new URL[] {jar}, new Shared());
    }

    static PluginClasses of(Path jar) throws IOException {
        return new PluginClasses(jar.toUri().toURL());
    }

    private static final class Shared extends ClassLoader {
        private static final String PACKAGE = Plugin.class.getPackageName() + ".";

        static {
            registerAsParallelCapable();
        }

        Shared() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith(PACKAGE)) {
                return Class.forName(name, true, Plugin.class.getClassLoader());
            }
            throw new ClassNotFoundException(name);
        }
    }
}
