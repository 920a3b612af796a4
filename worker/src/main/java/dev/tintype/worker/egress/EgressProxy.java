package dev.tintype.worker.egress;

import dev.tintype.egress.EgressPolicy;
import dev.tintype.egress.Upstream;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.littleshoot.proxy.ChainedProxyAdapter;
import org.littleshoot.proxy.HttpFilters;
import org.littleshoot.proxy.HttpFiltersSourceAdapter;
import org.littleshoot.proxy.HttpProxyServer;
import org.littleshoot.proxy.impl.DefaultHttpProxyServer;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * One slot's way out: a forward and CONNECT proxy on a loopback port of its own. Each connection is resolved once, decided on over
 * all answers, and dialled to exactly one of them. TLS passes through unopened, nothing is cached, nothing tells the host about the
 * proxy. After {@link #close} connections are refused. Thread-safe, but not to be called from a Netty event loop.
 *
 * <p>Bytes, connections and hosts are counted for the job that was running when the browser's connection was accepted.
 */
public final class EgressProxy implements AutoCloseable {
    /** On answers to requests that the proxy refused, and, where it can see them, on no other. */
    public static final String REFUSAL_HEADER = Refusals.HEADER;

    /** How many addresses of one host are tried. */
    static final int MAX_DIALS = 4;

    private static final int MAX_LINE = 64 << 10;
    private static final int MAX_HEADERS = 64 << 10;
    private static final int CHUNK = 64 << 10;

    static {
        // It tells of every browser that goes away and every host that does not answer.
        LoggingSystem.get(EgressProxy.class.getClassLoader()).setLogLevel("org.littleshoot.proxy", LogLevel.ERROR);
    }

    private final ProxySettings settings;
    private final EgressBudget budget;
    private final AtomicReference<Account> account;
    private final HttpProxyServer server;

    private EgressProxy(EgressPolicy policy, EgressBudget budget, ProxySettings settings) {
        this.settings = settings;
        this.budget = budget;
        this.account = new AtomicReference<>(new Account(budget, new Lookups(settings)));
        this.server = DefaultHttpProxyServer.bootstrap()
                .withName("egress")
                .withAddress(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))
                .withServerGroup(new SlotServerGroup(() -> new Gate(policy, account.get()), settings.idle()))
                .withServerResolver((host, port) -> {
                    throw new UnknownHostException(host);
                })
                // LittleProxy's way to try again: here with the next address of the same look-up.
                .withChainProxyManager((request, proxies, client) -> proxies.addAll(
                        Collections.nCopies(MAX_DIALS, ChainedProxyAdapter.FALLBACK_TO_DIRECT_CONNECTION)))
                .withFiltersSource(new HttpFiltersSourceAdapter() {
                    @Override
                    public HttpFilters filterRequest(HttpRequest originalRequest, ChannelHandlerContext ctx) {
                        return new TicketFilters(originalRequest, ctx);
                    }
                })
                // Headers are the gate's business; "transparent" keeps LittleProxy from announcing itself in them.
                .withTransparent(true)
                .withProxyAlias("egress")
                .withConnectTimeout((int) settings.connect().toMillis())
                // The gate has a clock of its own.
                .withIdleConnectionTimeout(Duration.ZERO)
                .withMaxInitialLineLength(MAX_LINE)
                .withMaxHeaderSize(MAX_HEADERS)
                .withMaxChunkSize(CHUNK)
                .start();
        closeOnlyWhenTold(server);
    }

    /**
     * LittleProxy closes itself as soon as the process is told to stop, but what is under way then may go on until the end of
     * the drain's grace, and needs its way out. It has no setting for that.
     */
    private static void closeOnlyWhenTold(HttpProxyServer server) {
        try {
            Field hook = DefaultHttpProxyServer.class.getDeclaredField("jvmShutdownHook");
            hook.setAccessible(true);
            Runtime.getRuntime().removeShutdownHook((Thread) hook.get(server));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("another LittleProxy than this was written for", e);
        }
    }

    /** Starts listening on a free loopback port, with {@link EgressBudget#DEFAULT}. */
    public static EgressProxy start(EgressPolicy policy) {
        return start(policy, EgressBudget.DEFAULT);
    }

    /** Starts listening on a free loopback port. */
    public static EgressProxy start(EgressPolicy policy, EgressBudget budget) {
        return start(policy, budget, ProxySettings.DEFAULT);
    }

    static EgressProxy start(EgressPolicy policy, EgressBudget budget, ProxySettings settings) {
        return new EgressProxy(policy, budget, settings);
    }

    /** {@code http://127.0.0.1:<port>}. */
    public String url() {
        return "http://127.0.0.1:" + server.getListenAddress().getPort();
    }

    /** Begins a new account with the proxy's budget: forgets what earlier jobs did, closes what they left open. */
    public void begin() {
        begin(budget);
    }

    /** Begins a new account with a budget of its own. */
    public void begin(EgressBudget budgetOfJob) {
        account.getAndSet(new Account(budgetOfJob, new Lookups(settings))).close();
    }

    /** Refuses, for the rest of the job, hosts that it does not want. */
    public void refuse(Predicate<String> hosts) {
        account.get().refuse(hosts);
    }

    /**
     * Connects, for the rest of the job, through a proxy of the operator's. What may be connected is decided here all the same,
     * and the proxy is asked for the address decided on, not for the name.
     */
    public void route(Upstream upstream) {
        account.get().route(upstream);
    }

    /** What happened since {@link #begin}. */
    public EgressReport report() {
        return account.get().report();
    }

    @Override
    public void close() {
        server.stop();
        account.get().close();
    }
}
