package import Foundation
import SystemKit

/// The place that a secret comes from: never the configuration itself, which is copied and shown around.
package enum SecretSource: Sendable, Hashable {
    /// A file that only its owner may read.
    case file(URL)
    /// A variable of the environment.
    case environment(String)
    /// A program with its arguments, which prints the secret: a password manager.
    case command([String])

    /// The text, without white space around it, and where it was found. `what` names it in messages: "the bot's token".
    ///
    /// Throws ``ConfigurationError``. Waits for a disk or a program.
    package func read(
        _ what: String, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> (text: String, place: String) {
        let (text, place): (String, String)
        switch self {
        case .file(let url): (text, place) = (try Self.read(url, what), url.path)
        case .environment(let name):
            guard let value = environment[name] else {
                throw ConfigurationError("The variable \(name), which should hold \(what), is not set.")
            }
            (text, place) = (value, "the variable \(name)")
        case .command(let words):
            (text, place) = (try Self.run(words, what, environment), "what \(words.first ?? "") prints")
        }
        return (text.trimmed, place)
    }

    private static func read(_ url: URL, _ what: String) throws -> String {
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        guard let mode = attributes?[.posixPermissions] as? Int,
            let text = try? String(contentsOf: url, encoding: .utf8)
        else {
            throw ConfigurationError(
                "\(what.capitalizedAtStart) cannot be read from \(url.path). Check path and permissions.")
        }
        guard mode & 0o077 == 0 else {
            throw ConfigurationError(
                "Others may read \(url.path), which holds \(what). Repair it with: chmod 600 \(url.path)")
        }
        return text
    }

    private static func run(_ words: [String], _ what: String, _ environment: [String: String]) throws -> String {
        let program = words.first ?? ""
        let limit = Duration.seconds(60)
        let outcome: HelperProgram.Outcome
        do {
            outcome = try HelperProgram(arguments: words, environment: environment, limit: limit).run()
        } catch {
            throw ConfigurationError(
                "The program \(program) for \(what) cannot be run: \(error.text(after: limit)).")
        }
        guard outcome.status == 0 else {
            throw ConfigurationError("The program \(program) for \(what) failed (\(outcome.endText)).")
        }
        return outcome.output
    }
}

extension ConfigurationTable {
    /// The source under `NAME_file`, `NAME_env` or `NAME_command`; nil if none of them is there.
    package func secret(_ name: String) throws -> SecretSource? {
        let sources: [SecretSource] = [
            try path("\(name)_file").map { .file($0) },
            try text("\(name)_env").map { .environment($0) },
            try texts("\(name)_command").map { words in
                guard !words.isEmpty else { throw wrong("\(name)_command", "must name a program") }
                return .command(words)
            },
        ].compactMap { $0 }
        guard sources.count <= 1 else {
            throw wrong("\(name)_file", "stands beside \(name)_env or \(name)_command; only one of them can be there")
        }
        return sources.first
    }

    /// The keys of ``secret(_:)``.
    package static func secretKeys(_ name: String) -> Set<String> {
        ["\(name)_file", "\(name)_env", "\(name)_command"]
    }
}

extension String {
    fileprivate var capitalizedAtStart: String { prefix(1).uppercased() + dropFirst() }
}
