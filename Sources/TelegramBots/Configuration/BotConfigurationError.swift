public import Foundation

/// What is wrong with the bots' configuration, as a sentence that says what to do. Never a token.
public struct BotConfigurationError: Error, Hashable, Sendable, LocalizedError, CustomStringConvertible {
    public var description: String
    public var errorDescription: String? { description }

    init(_ description: String) {
        self.description = description
    }
}
