package dev.tintype.api.auth;

import dev.tintype.api.problem.PixashotError;
import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.api.problem.ProblemWriter;
import dev.tintype.audit.AuditWriter;
import dev.tintype.config.TintypeProperties;
import dev.tintype.mediakey.MediaKeyLinks;
import dev.tintype.secret.ApiKeys;
import dev.tintype.secret.FirstKeySink;
import dev.tintype.secret.KeyBootstrap;
import dev.tintype.secret.RateLimits;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/** The security chain: stateless, bearer keys only, closed except for health and the API's own description. */
@Configuration(proxyBeanMethods = false)
class AuthConfiguration {
    private static final String CSP = "Content-Security-Policy";

    private static final RequestMatcher OPEN = new OrRequestMatcher(
            PathPatternRequestMatcher.pathPattern("/health/**"),
            PathPatternRequestMatcher.pathPattern("/v1/openapi.json"),
            PathPatternRequestMatcher.pathPattern(HttpMethod.GET, "/console/assets/*"),
            PathPatternRequestMatcher.pathPattern(HttpMethod.GET, "/docs/*"),
            AuthConfiguration::isPage);

    /** Ours only, no script or style in the page itself, and nobody may put it in a frame. */
    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final String POLICY = "default-src 'none'; frame-ancestors 'none'";

    /** Before the server answers anybody. */
    @Bean
    InitializingBean firstKey(KeyBootstrap bootstrap, TintypeProperties properties, FirstKeySink sink) {
        return () -> bootstrap.run(properties.auth().token(), sink);
    }

    @Bean
    SecurityFilterChain apiSecurity(
            HttpSecurity http,
            ApiKeys keys,
            LinkSigner links,
            PixashotLinks pixashotLinks,
            MediaKeyLinkCallers mediaKeyLinks,
            ConsoleSessions sessions,
            FailedAttempts failures,
            RateLimits limits,
            AuditWriter audit,
            TintypeProperties properties) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .cors(cors -> cors.configurationSource(playersOrigins()))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll()
                                .requestMatchers(OPEN)
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .addFilterBefore(
                        new ApiKeyFilter(keys, links, pixashotLinks, mediaKeyLinks, sessions, failures, audit, OPEN),
                        AnonymousAuthenticationFilter.class)
                .addFilterAfter(new RateLimitFilter(limits, properties.limits()), ApiKeyFilter.class)
                .exceptionHandling(errors -> errors.authenticationEntryPoint(unauthorized()))
                .headers(AuthConfiguration::headers)
                .build();
    }

    /** Methods nobody knows are answered like those a route does not have. */
    @Bean
    HttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        return firewall;
    }

    @Bean
    RequestRejectedHandler requestRejectedHandler() {
        return (request, response, _) -> ProblemWriter.write(
                request,
                response,
                Problem.of(ProblemType.BAD_REQUEST, "The address or header has characters that are not allowed."));
    }

    /** Players fetch keys from wherever their page is; nothing else of the API is for pages of others. */
    private static CorsConfigurationSource playersOrigins() {
        CorsConfiguration players = new CorsConfiguration();
        players.setAllowedOrigins(List.of(CorsConfiguration.ALL));
        players.setAllowedMethods(List.of("GET", "POST"));
        players.setAllowedHeaders(List.of(HttpHeaders.CONTENT_TYPE));
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration(MediaKeyLinks.PATH + "*", players);
        return source;
    }

    /** A page for people. */
    private static boolean isPage(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && (request.getRequestURI().equals("/")
                        || request.getRequestURI().equals("/docs"));
    }

    private static AuthenticationEntryPoint unauthorized() {
        return (request, response, _) -> {
            if (request.getRequestURI().equals(PixashotLinks.PATH)) {
                PixashotError.unauthorized(ApiKeyFilter.refused(request)).write(response);
            } else {
                ProblemWriter.write(request, response, unauthorized(request));
            }
        };
    }

    private static Problem unauthorized(HttpServletRequest request) {
        String challenge = "Bearer realm=\"tintype\"";
        if (ApiKeyFilter.refused(request) && LinkSigner.isLink(request)) {
            return Problem.of(
                    ProblemType.INVALID_LINK,
                    "The link was changed, has expired, or the key that made it does not work any more.");
        }
        if (ApiKeyFilter.refused(request) && MediaKeyLinkCallers.isLink(request)) {
            return Problem.of(
                    ProblemType.INVALID_LINK,
                    "The link was changed, has expired, or the job that made the stream is gone.");
        }
        if (ApiKeyFilter.refused(request) && request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
            return Problem.of(
                            ProblemType.UNAUTHORIZED,
                            "The console's session has ended, or the request did not come from the console. Sign in again.")
                    .header(HttpHeaders.WWW_AUTHENTICATE, challenge);
        }
        return ApiKeyFilter.refused(request)
                ? Problem.of(
                                ProblemType.UNAUTHORIZED,
                                "The API key is not valid: see that it is whole, of this server, and not expired or revoked.")
                        .header(HttpHeaders.WWW_AUTHENTICATE, challenge + ", error=\"invalid_token\"")
                : Problem.of(ProblemType.UNAUTHORIZED, "Send an API key: Authorization: Bearer <key>.")
                        .header(HttpHeaders.WWW_AUTHENTICATE, challenge);
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.addHeaderWriter((request, response) -> {
                    if (!response.containsHeader(CSP)) {
                        response.setHeader(CSP, isPage(request) ? PAGE_POLICY : POLICY);
                    }
                })
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .permissionsPolicyHeader(permissions -> permissions.policy("camera=(), geolocation=(), microphone=()"))
                .cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                .addHeaderWriter((_, response) -> {
                    if (!response.containsHeader(HttpHeaders.CACHE_CONTROL)) {
                        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                    }
                });
    }
}
