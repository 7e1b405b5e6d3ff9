package epoch.api.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** Whom a client trusts: the certificates of a file, nobody else. */
record Trust(SSLContext context, X509TrustManager manager) {

  /**
   * Reads the certificates.
   *
   * @throws IllegalArgumentException if the file cannot be read or holds none
   */
  static Trust of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int count = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("trusted-" + count++, certificate);
      }
      if (count == 0) {
        throw new IllegalArgumentException(file + " holds no certificate");
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager x509) {
          SSLContext context = SSLContext.getInstance("TLS");
          context.init(null, new TrustManager[] {x509}, null);
          return new Trust(context, x509);
        }
      }
      throw new IllegalArgumentException("this Java knows no X.509");
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          file + " cannot be read as certificates: " + e.getMessage(), e);
    }
  }

  void applyTo(OkHttpClient.Builder builder) {
    var _ = builder.sslSocketFactory(context.getSocketFactory(), manager);
  }
}
