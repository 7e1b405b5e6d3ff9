/** cron-utils: parses crons, finds their times, puts them in words. */
module com.cronutils {
    requires org.slf4j;
    exports com.cronutils;
    exports com.cronutils.builder;
    exports com.cronutils.converter;
    exports com.cronutils.descriptor;
    exports com.cronutils.mapper;
    exports com.cronutils.model;
    exports com.cronutils.model.definition;
    exports com.cronutils.model.field;
    exports com.cronutils.model.field.constraint;
    exports com.cronutils.model.field.definition;
    exports com.cronutils.model.field.expression;
    exports com.cronutils.model.field.value;
    exports com.cronutils.model.time;
    exports com.cronutils.parser;
}
