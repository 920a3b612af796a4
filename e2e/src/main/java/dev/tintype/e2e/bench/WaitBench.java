package dev.tintype.e2e.bench;

import dev.tintype.e2e.ServerProcess;
import dev.tintype.e2e.fixtures.Fixture;
import dev.tintype.e2e.fixtures.FixtureSite;
import dev.tintype.json.Json;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How much sooner {@code wait_until: auto} has a page than {@code networkidle}, and whether it shows the same. */
final class WaitBench {
    private final ServerProcess server;
    private final FixtureSite site;

    private WaitBench(ServerProcess server, FixtureSite site) {
        this.server = server;
        this.site = site;
    }

    /** One capture: how long it took and what it shows. */
    private record Shot(double ms, BufferedImage picture) {}

    /** Captures every still fixture both ways in turns, so often each, and prints the comparison. */
    static void run(int rounds) throws Exception {
        try (FixtureSite site = new FixtureSite();
                ServerProcess server = ServerProcess.start(Map.of("TINTYPE_EGRESS_ALLOW", site.authorities()))) {
            new WaitBench(server, site).compare(rounds);
        }
    }

    private void compare(int rounds) throws IOException, InterruptedException {
        List<Fixture> fixtures = Fixture.all().stream().filter(Fixture::still).toList();
        List<Double> gains = new ArrayList<>();
        List<String> different = new ArrayList<>();
        for (Fixture fixture : fixtures) {
            double[] auto = new double[rounds];
            double[] idle = new double[rounds];
            boolean same = true;
            shoot(fixture, "auto"); // the first of a kind warms the way
            for (int round = 0; round < rounds; round++) {
                Shot ours = shoot(fixture, "auto");
                Shot theirs = shoot(fixture, "networkidle");
                auto[round] = ours.ms();
                idle[round] = theirs.ms();
                same &= same(ours.picture(), theirs.picture());
            }
            double gain = median(idle) - median(auto);
            gains.add(gain);
            if (!same) {
                different.add(fixture.name());
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-24s auto %6.0f ms   networkidle %6.0f ms   sooner by %5.0f ms   pixels %s%n",
                    fixture.name(),
                    median(auto),
                    median(idle),
                    gain,
                    same ? "equal" : "DIFFERENT");
        }
        System.out.printf(
                Locale.ROOT,
                "auto is sooner by %.0f ms at the median of %d pages (asked for: 300); pixels differ on %s%n",
                median(gains.stream().mapToDouble(Double::doubleValue).toArray()),
                fixtures.size(),
                different.isEmpty() ? "none" : different);
    }

    private Shot shoot(Fixture fixture, String wait) throws IOException, InterruptedException {
        ObjectNode request = fixture.request(site);
        request.withObject("/page").put("wait_until", wait);
        request.set("outputs", Json.tree("[{\"kind\":\"screenshot\",\"effort\":\"fast\"}]"));
        long start = System.nanoTime();
        HttpResponse<String> response = server.send("POST", "/v1/jobs", request.toString(), "Prefer", "wait=60");
        double ms = (System.nanoTime() - start) / 1e6;
        JsonNode job = Json.tree(response.body());
        if (!job.path("state").asString("").equals("succeeded")) {
            throw new IllegalStateException(fixture + ": " + response.body());
        }
        byte[] png = server.bytes(job.at("/artifacts/0/url").asString());
        return new Shot(ms, ImageIO.read(new ByteArrayInputStream(png)));
    }

    private static boolean same(BufferedImage one, BufferedImage other) {
        if (one.getWidth() != other.getWidth() || one.getHeight() != other.getHeight()) {
            return false;
        }
        int width = one.getWidth();
        int height = one.getHeight();
        return Arrays.equals(
                one.getRGB(0, 0, width, height, null, 0, width), other.getRGB(0, 0, width, height, null, 0, width));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
