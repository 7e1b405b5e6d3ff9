package epoch.desktop.cluster;

import epoch.api.client.EpochApiException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Why a call failed, in the operator's words. */
public final class Reason {

  private Reason() {}

  /** Of any call. */
  public static String of(IOException failure) {
    return switch (failure) {
      case EpochApiException answer -> answered(answer);
      case UnknownHostException unknown -> "There is no host " + unknown.getMessage();
      case ConnectException _ -> "Nobody answers there";
      case InterruptedIOException _ -> "No answer in time";
      case SocketException _ -> "The connection broke off";
      case SSLException tls -> "No trusted connection: " + tls.getMessage();
      case IOException broken when broken.getCause() instanceof EOFException ->
          "The connection broke off";
      default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
    };
  }

  /** Of a change: where no answer came, nobody can tell whether it was carried out. */
  public static String ofChange(IOException failure) {
    return switch (failure) {
      case EpochApiException answer -> answered(answer);
      case ConnectException _, UnknownHostException _ -> of(failure) + "; nothing was changed";
      default -> of(failure) + "; it cannot be told whether it was carried out";
    };
  }

  private static String answered(EpochApiException answer) {
    String message = answer.getMessage() == null ? "" : answer.getMessage();
    return switch (answer.status()) {
      case 401 -> "The server does not accept this name and password";
      case 403 -> message.contains("role") ? message : "This user may only look";
      case 429 -> "Too many wrong passwords; the server wants you to wait";
      case 503 -> "No node leads at the moment";
      default ->
          answer.validationErrors().isEmpty()
              ? message
              : message + ": " + String.join("; ", answer.validationErrors());
    };
  }
}
