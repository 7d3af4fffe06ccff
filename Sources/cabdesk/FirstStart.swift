import ArgumentParser
import CabdeskUI
import CommandLineKit
import Foundation
import Glibc
import HelpdeskCore
import HelpdeskModels

/// The first start on a terminal: asks for the address of the desk, then signs in as `cabdesk login` does.
struct FirstStart {
    let options: StartOptions

    /// Whether there is somebody to ask. What a pipe gives is for the program itself.
    static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// Asks until it is signed in; false when nothing is typed.
    func signIn() async throws -> Bool {
        let text = CommandText(options.effectiveLanguage)
        StandardError.write(text.firstStart + "\n")
        while true {
            StandardError.write(text.askAddress + " ")
            let typed = (readLine() ?? "").trimmingCharacters(in: .whitespaces)
            if typed.isEmpty { return false }
            do {
                // Judged before the code is asked for.
                let address = try DeskAddress(typed)
                try await LoginCommand.parse(arguments(address.url)).execute()
                return true
            } catch let error as HelpdeskError {
                StandardError.sentence(error.sentence(in: options.effectiveLanguage))
            }
        }
    }

    private func arguments(_ address: String) -> [String] {
        var arguments: [String] = []
        if let profile = options.profile { arguments += ["--profile", profile] }
        if let language = options.language { arguments += ["--language", language.rawValue] }
        if let log = options.log { arguments += ["--log", log] }
        return arguments + ["--", address]
    }
}
