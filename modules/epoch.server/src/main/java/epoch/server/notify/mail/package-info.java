/**
 * Tells by mail: {@link epoch.server.notify.mail.Mailer} queues, {@link
 * epoch.server.notify.mail.Smtp} delivers by SMTP (RFC 5321).
 */
@NullMarked
package epoch.server.notify.mail;

import org.jspecify.annotations.NullMarked;
