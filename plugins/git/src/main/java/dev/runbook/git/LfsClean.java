package dev.runbook.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.eclipse.jgit.attributes.FilterCommand;
import org.eclipse.jgit.attributes.FilterCommandRegistry;
import org.eclipse.jgit.lib.Constants;

/**
 * Tells JGit that the content of a file that git-lfs keeps stands for its pointer, so that such a
 * file counts as unchanged.
 */
final class LfsClean extends FilterCommand {
  private LfsClean(InputStream in, OutputStream out) {
    super(in, out);
  }

  static void register() {
    FilterCommandRegistry.register(
        Constants.BUILTIN_FILTER_PREFIX + "lfs/" + Constants.ATTR_FILTER_TYPE_CLEAN,
        (repository, in, out) -> new LfsClean(in, out));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Reads all at once; a pointer stays as it is. */
  @Override
  public int run() throws IOException {
    try (var input = in;
        var output = out) {
      var digest = sha256();
      var content = new DigestInputStream(input, digest);
      var begin = content.readNBytes(LfsPointer.LONGEST + 1);
      var size = begin.length + content.transferTo(OutputStream.nullOutputStream());
      var pointer = new LfsPointer(HexFormat.of().formatHex(digest.digest()), size);
      output.write(LfsPointer.parse(begin) == null && size > 0 ? pointer.encode() : begin);
      return -1;
    }
  }
}
