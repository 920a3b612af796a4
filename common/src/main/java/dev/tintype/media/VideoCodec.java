package dev.tintype.media;

/** Video codecs that can be made. */
public enum VideoCodec {
    H264,
    HEVC,
    VP9,
    AV1
}
