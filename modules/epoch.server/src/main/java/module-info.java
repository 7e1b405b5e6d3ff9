/**
 * The Epoch server and its command, {@link epoch.server.Main}. Nothing is exported: other programs
 * talk to it over the REST API, with the client of {@code epoch.api} if they are in Java.
 */
module epoch.server {
  requires epoch.api;
  requires epoch.web;
  requires undertow.core;
  requires org.apache.curator;
  requires org.apache.zookeeper;
  requires org.quartz;
  requires com.cronutils;
  requires okhttp3;
  requires io.prometheus.metrics;
  requires info.picocli;
  requires jakarta.mail;
  requires org.eclipse.angus.mail;
  requires org.slf4j;
  requires com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.dataformat.yaml;
  requires org.yaml.snakeyaml;
  requires ch.qos.logback.classic;
  requires ch.qos.logback.core;
  requires com.fasterxml.jackson.core;
  requires static transitive org.jspecify;

  opens epoch.server.command to
      info.picocli;
  opens epoch.server.http to
      com.fasterxml.jackson.databind;
  opens epoch.server.operations to
      com.fasterxml.jackson.databind;
  opens epoch.server.topology to
      com.fasterxml.jackson.databind;
  opens epoch.server.store.backup to
      com.fasterxml.jackson.databind;
  opens epoch.server.store to
      com.fasterxml.jackson.databind;
}
