package dev.tintype.api.console;

import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.auth.Audited;
import dev.tintype.api.auth.ConsoleSessions;
import dev.tintype.api.auth.Needs;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The two pages, and signing in and out. The pages hold nothing of anybody's; what they show they ask the API for. */
@Hidden
@RestController
final class ConsoleController {
    private final ConsoleSessions sessions;

    ConsoleController(ConsoleSessions sessions) {
        this.sessions = sessions;
    }

    @GetMapping("/")
    ResponseEntity<Resource> console() {
        return page("index.html");
    }

    @GetMapping("/docs")
    ResponseEntity<Resource> docs() {
        return page("docs.html");
    }

    /** With a key in the Authorization header. */
    @Needs({})
    @Audited("session.begun")
    @PostMapping("/console/session")
    ResponseEntity<Void> signIn(@AuthenticationPrincipal ApiCaller caller, HttpServletRequest request) {
        return ResponseEntity.noContent()
                .header(
                        HttpHeaders.SET_COOKIE,
                        sessions.begin(caller, request.isSecure()).toString())
                .build();
    }

    @Needs({})
    @GetMapping("/console/session")
    SessionView session(@AuthenticationPrincipal ApiCaller caller, HttpServletRequest request) {
        return SessionView.of(caller, sessions.csrf(request).orElse(null));
    }

    @Needs({})
    @Audited("session.ended")
    @DeleteMapping("/console/session")
    ResponseEntity<Void> signOut(HttpServletRequest request) {
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, sessions.end(request.isSecure()).toString())
                .build();
    }

    private static ResponseEntity<Resource> page(String name) {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(new ClassPathResource(name, ConsoleController.class));
    }
}
