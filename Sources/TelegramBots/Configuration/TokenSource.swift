public import Foundation
import SystemKit
import TOMLText

/// Where a bot's token comes from; never from the configuration itself, which is copied and shown around.
public enum TokenSource: Sendable, Hashable {
    /// A file that only its owner may read.
    case file(URL)
    /// A variable of the environment.
    case environment(String)
    /// A program with its arguments, which prints the token: a password manager.
    case command([String])

    /// Reads the token. Throws ``ConfigurationError``.
    public func token(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> BotToken {
        let (text, place): (String, String)
        switch self {
        case .file(let url): (text, place) = (try Self.read(url), url.path)
        case .environment(let name):
            guard let value = environment[name] else {
                throw ConfigurationError("The variable \(name), which should hold a bot's token, is not set.")
            }
            (text, place) = (value, "the variable \(name)")
        case .command(let words): (text, place) = (try Self.run(words, environment), "what \(words.first ?? "") prints")
        }
        guard let token = BotToken(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw ConfigurationError("\(place) is not a token as BotFather gives it, like 123456:ABC-DEF.")
        }
        return token
    }

    private static func read(_ url: URL) throws -> String {
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        guard let mode = attributes?[.posixPermissions] as? Int,
            let text = try? String(contentsOf: url, encoding: .utf8)
        else {
            throw ConfigurationError("The bot's token cannot be read from \(url.path). Check path and permissions.")
        }
        guard mode & 0o077 == 0 else {
            throw ConfigurationError(
                "Others may read \(url.path), which holds a bot's token. Repair it with: chmod 600 \(url.path)")
        }
        return text
    }

    private static func run(_ words: [String], _ environment: [String: String]) throws -> String {
        let program = words.first ?? ""
        let limit = Duration.seconds(60)
        let outcome: HelperProgram.Outcome
        do {
            outcome = try HelperProgram(arguments: words, environment: environment, limit: limit).run()
        } catch {
            throw ConfigurationError(
                "The program \(program) for the bot's token cannot be run: \(error.text(after: limit)).")
        }
        guard outcome.status == 0 else {
            throw ConfigurationError("The program \(program) for the bot's token failed (\(outcome.endText)).")
        }
        return outcome.output
    }
}
