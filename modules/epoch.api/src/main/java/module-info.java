/** The language of Epoch. */
module epoch.api {
  requires transitive com.fasterxml.jackson.databind;
  requires okhttp3;
  requires static org.jspecify;
}
