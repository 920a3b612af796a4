package dev.tintype.api;

import dev.tintype.api.auth.Needs;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A route with a defect. */
@RestController
final class BrokenController {
    static final String SECRET = "the password is in /etc/secret";

    private final List<String> few = List.of(SECRET);

    @Needs({})
    @GetMapping("/v1/broken")
    String broken() {
        return few.get(SECRET.length());
    }
}
