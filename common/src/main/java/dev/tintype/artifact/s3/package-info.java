/**
 * Artifacts in an S3 bucket: any store that speaks the protocol, AWS or self-hosted. What it promises is
 * {@link dev.tintype.artifact.ArtifactStore}'s; nothing else here is for others but the settings. Only here is the AWS SDK
 * seen.
 */
@NullMarked
package dev.tintype.artifact.s3;

import org.jspecify.annotations.NullMarked;
