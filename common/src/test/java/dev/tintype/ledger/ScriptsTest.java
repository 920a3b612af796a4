package dev.tintype.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScriptsTest {
    private final Scripts scripts = Scripts.load(LedgerSettings.defaults());

    @ParameterizedTest
    @EnumSource
    void every_script_says_on_top_what_it_takes_and_answers(Transition transition) {
        String header = scripts.get(transition).text().split("\n\n", 2)[0];

        assertThat(header.lines()).allMatch(line -> line.startsWith("-- "));
        assertThat(header).contains("-- KEYS: 1", "-- ARGV: ", "-- Answers: ");
    }

    @ParameterizedTest
    @EnumSource
    void every_include_and_constant_is_filled_in(Transition transition) {
        assertThat(scripts.get(transition).text()).doesNotContain("@include", "${");
    }

    @ParameterizedTest
    @EnumSource
    void no_script_uses_a_command_newer_than_redis_6_2(Transition transition) {
        assertThat(Pattern.compile("redis\\.call\\('(\\w+)'")
                        .matcher(scripts.get(transition).text())
                        .results()
                        .map(call -> call.group(1)))
                .isSubsetOf(
                        "TIME",
                        "HMGET",
                        "HGET",
                        "HSET",
                        "HDEL",
                        "HGETALL",
                        "HSTRLEN",
                        "HINCRBY",
                        "EXISTS",
                        "DEL",
                        "HSETNX",
                        "SET",
                        "RPUSH",
                        "LTRIM",
                        "PEXPIRE",
                        "ZADD",
                        "ZREM",
                        "ZSCORE",
                        "ZCARD",
                        "ZRANGE",
                        "ZRANGEBYSCORE",
                        "ZREVRANGEBYSCORE",
                        "ZCOUNT",
                        "ZINCRBY",
                        "ZREMRANGEBYSCORE",
                        "HEXISTS",
                        "HLEN",
                        "GET",
                        "SET",
                        "SMEMBERS",
                        "PERSIST",
                        "SADD",
                        "SREM",
                        "SCARD",
                        "PUBLISH",
                        "XADD");
    }
}
