package dev.runbook.http.client;

import dev.runbook.action.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a server is reached, whoever asks. Paths may be relative.
 *
 * @param ca PEM file of the certificates to trust; null for those of the Java installation
 * @param certificate the client's own: a PKCS #12 file, or a PEM file and its key
 * @param key PEM file, PKCS #8, not encrypted
 * @param proxy http://host:port
 * @param timeout how long the server may stay silent
 */
public record Settings(
    @Nullable Path ca,
    @Nullable Path certificate,
    @Nullable Path key,
    @Nullable Secret certificatePassword,
    @Nullable URI proxy,
    @Nullable String proxyUser,
    @Nullable Secret proxyPassword,
    Duration timeout) {}
