import ArgumentParser
import CExecutor
import CabdeskUI
import CommandLineKit
import Foundation
import Glibc
import HelpdeskCore
import HelpdeskModels
import SystemKit
import TerminalKit

/// The program: reads the command line, runs the command and turns whatever goes wrong into a sentence and an exit code.
///
/// Exit codes: 0 done, 1 failed, 2 wrong use.
@main
enum Cabdesk {
    @MainActor
    static func main() async {
        cexecutor_begin()
        let arguments = RawArguments.own
        if RestrictedMode.isAsked(arguments), let error = RestrictedMode.begin() {
            StandardError.sentence("cabdesk --restricted: \(String(cString: strerror(error)))")
            _exit(1)
        }
        ProcessSecrecy.begin()
        // Written to where nobody reads, or past a limit on file sizes, is an error like any other: it is told, and
        // nothing is left half done, where the signals would end the program at once.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        var log = DebugLog.off
        let code = await run(arguments, notingIn: &log)
        log.note(.ended(code: code))
        // At once: `exit` would first take down the C libraries, under the feet of a transfer that is still ending.
        fflush(nil)
        _exit(code)
    }

    /// Runs the command of these arguments and returns the exit code. `log` becomes the one that is asked for.
    @MainActor
    static func run(_ arguments: [String], notingIn log: inout DebugLog) async -> Int32 {
        var language = Language(environment: ProcessInfo.processInfo.environment)
        do {
            // Making the parser ready takes longer than opening the store, and here there is nothing to parse.
            if arguments.isEmpty {
                log = try StartOptions().debugLog()
                log.note(.began(version: Version.number, command: RootCommand._commandName))
                try await StartOptions().run()
                return 0
            }
            var command = try RootCommand.parseAsRoot(arguments)
            if RestrictedMode.isAsked(arguments), !(command is RootCommand) {
                StandardError.sentence(CommandText(language).noCommandsInRestrictedMode)
                return 2
            }
            if let deskCommand = command as? any DeskCommand {
                language = deskCommand.options.effectiveLanguage
                log = try deskCommand.options.debugLog()
                log.note(.began(version: Version.number, command: type(of: deskCommand)._commandName))
                try await deskCommand.execute()
            } else {
                try command.run()
            }
            return 0
        } catch let error as HelpdeskError {
            StandardError.sentence(error.sentence(in: language))
            return 1
        } catch let error as SignInFailure {
            StandardError.sentence(
                Strings(language: language)[.signInFailed(error.cause, byCode: error.isByCode)])
            return 1
        } catch let error as TerminalError {
            StandardError.sentence(Strings(language: language)[.terminal(error)])
            return 1
        } catch let error as OutputError {
            report(error, in: language)
            return 1
        } catch {
            return finish(error, in: Self.language(of: arguments) ?? language)
        }
    }

    /// The language that arguments ask for which cannot be understood as a whole; nil for none.
    private static func language(of arguments: [String]) -> Language? {
        for (argument, next) in zip(arguments, arguments.dropFirst() + [""]) {
            if argument == "--language" { return Language(rawValue: next) }
            if argument.hasPrefix("--language=") { return Language(rawValue: String(argument.dropFirst(11))) }
        }
        return nil
    }

    /// Prints what the argument parser has to say: help, the version, or what is wrong with the arguments.
    private static func finish(_ error: any Error, in language: Language) -> Int32 {
        let code = RootCommand.exitCode(for: error)
        let message = RootCommand.fullMessage(for: error)
        if code == .success {
            do {
                try StandardOutput.write(message + "\n")
            } catch {
                report(error, in: Language(environment: ProcessInfo.processInfo.environment))
                return 1
            }
        } else if !message.isEmpty {
            StandardError.write(UsageMessage.text(message, in: language) + "\n")
        }
        return code == .validationFailure ? 2 : code.rawValue
    }

    /// Says why standard output took no more, if there is somebody to tell.
    private static func report(_ error: any Error, in language: Language) {
        guard let cause = (error as? OutputError)?.cause else { return }
        StandardError.sentence(cause.sentence(in: language))
    }
}
