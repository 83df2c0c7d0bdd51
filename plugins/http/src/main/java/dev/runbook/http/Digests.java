package dev.runbook.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 digests. */
final class Digests {
  private Digests() {}

  static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static void add(Path file, MessageDigest digest) throws IOException {
    try (var in = Files.newInputStream(file);
        var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      in.transferTo(out);
    }
  }

  static String of(Path file) throws IOException {
    var digest = start();
    add(file, digest);
    return text(digest);
  }

  static String text(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
