package epoch.server;

import epoch.server.command.EpochCommand;
import epoch.server.config.LoggingSetup;

/** Where the process starts: the {@code epoch} command. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the process with its status. */
  public static void main(String[] arguments) {
    int status = 1;
    try {
      LoggingSetup.applyDefaults();
      status = told(EpochCommand.execute(arguments));
    } catch (Throwable failure) {
      // Whatever it is, threads of libraries must not keep a process that does nothing alive.
      System.err.println("epoch: " + failure);
      failure.printStackTrace();
    }
    System.exit(status);
  }

  /** What nobody could be told was not done: a disk is full, or who reads is gone. */
  private static int told(int status) {
    if (status != 0 || !System.out.checkError()) {
      return status;
    }
    System.err.println("epoch: not all could be written to standard output");
    return 1;
  }
}
