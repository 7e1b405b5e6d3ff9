package epoch.api.client;

/** A parameter of a query. */
record Query(String name, String value) {}
