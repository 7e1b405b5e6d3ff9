package epoch.api.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Writes an {@link Instant} as epoch milliseconds; reads that, or ISO 8601 with an offset, which
 * Epoch 1.14 accepted as well.
 */
final class EpochMillis extends SimpleModule {
  private static final long serialVersionUID = 1L;

  EpochMillis() {
    super("epoch-millis");
    addSerializer(Instant.class, new Writer());
    addDeserializer(Instant.class, new Reader());
  }

  private static final class Writer extends StdScalarSerializer<Instant> {
    private static final long serialVersionUID = 1L;

    Writer() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeNumber(value.toEpochMilli());
    }
  }

  private static final class Reader extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    Reader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      if (json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
        return Instant.ofEpochMilli(json.getLongValue());
      }
      if (json.hasToken(JsonToken.VALUE_STRING)) {
        try {
          Instant read = OffsetDateTime.parse(json.getText().strip()).toInstant();
          // What milliseconds cannot say could be read, but never be written.
          return Instant.ofEpochMilli(read.toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
          throw context.weirdStringException(
              json.getText(),
              Instant.class,
              "expected epoch milliseconds or ISO 8601 with an offset");
        }
      }
      return (Instant) context.handleUnexpectedToken(Instant.class, json);
    }
  }
}
