package dev.runbook.git;

import java.io.OutputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;
import org.eclipse.jgit.util.ProcessResult;

/** The file system of this machine, on which no hook is ever run. */
final class HooklessFiles extends FS_POSIX {

  HooklessFiles() {
    Isolation.keepUmask(this);
  }

  private HooklessFiles(FS source) {
    super(source);
  }

  @Override
  public FS newInstance() {
    return new HooklessFiles(this);
  }

  @Override
  public ProcessResult runHookIfPresent(
      Repository repository,
      String hookName,
      String[] args,
      OutputStream outRedirect,
      OutputStream errRedirect,
      String stdinArgs) {
    return new ProcessResult(ProcessResult.Status.NOT_PRESENT);
  }
}
