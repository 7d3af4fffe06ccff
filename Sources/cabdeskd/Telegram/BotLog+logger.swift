import Logging
import TelegramBots

extension BotLog {
    /// Writes into the server's log.
    init(_ logger: Logger) {
        self.init { level, text in
            switch level {
            case .info: logger.info("\(text)")
            case .warning: logger.warning("\(text)")
            case .error: logger.error("\(text)")
            }
        }
    }
}
