/**
 * The language of Epoch, which the server, the console and other programs share.
 *
 * <ul>
 *   <li>{@link epoch.api.topology} – what is scheduled, {@link epoch.api.container} – what a
 *       container is
 *   <li>{@link epoch.api.calendar} – when topologies that say so do not fire
 *   <li>{@link epoch.api.run} – what became of a fire
 *   <li>{@link epoch.api.rest} – bodies and answers of the REST API, {@link epoch.api.client} – the
 *       typed client
 *   <li>{@link epoch.api.validation} – the rules that a topology has to meet
 *   <li>{@link epoch.api.drove} – the part of Drove's REST language that Epoch speaks
 *   <li>{@link epoch.api.json} – how all of it is written as JSON
 * </ul>
 *
 * <p>Everything exported is an immutable value or safe for use by several threads. What this
 * version does not know – fields, types – is kept when it is read and written back as it came.
 */
module epoch.api {
  requires transitive com.fasterxml.jackson.databind;
  requires transitive com.fasterxml.jackson.core;
  requires transitive com.fasterxml.jackson.annotation;
  requires okhttp3;
  requires static transitive org.jspecify;

  exports epoch.api.calendar;
  exports epoch.api.client;
  exports epoch.api.container;
  exports epoch.api.drove;
  exports epoch.api.json;
  exports epoch.api.rest;
  exports epoch.api.run;
  exports epoch.api.template;
  exports epoch.api.topology;
  exports epoch.api.validation;

  // Jackson reads and writes the records by reflection.
  opens epoch.api.calendar to
      com.fasterxml.jackson.databind;
  opens epoch.api.container to
      com.fasterxml.jackson.databind;
  opens epoch.api.drove to
      com.fasterxml.jackson.databind;
  opens epoch.api.rest to
      com.fasterxml.jackson.databind;
  opens epoch.api.run to
      com.fasterxml.jackson.databind;
  opens epoch.api.topology to
      com.fasterxml.jackson.databind;
}
