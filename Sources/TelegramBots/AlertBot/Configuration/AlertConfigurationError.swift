public import Foundation

/// What is wrong with the configuration of the alert bot, as a sentence that names the key.
public struct AlertConfigurationError: Error, Hashable, Sendable, LocalizedError, CustomStringConvertible {
    public let description: String
    public var errorDescription: String? { description }

    init(_ description: String) {
        self.description = description
    }
}
