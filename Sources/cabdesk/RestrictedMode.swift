import CommandLineKit
import Foundation
import Glibc
import HelpdeskCore
import SystemKit

/// Restricted mode: the program of a shared account, whose users have nothing else on the machine (sshd_config(5),
/// `ForceCommand`).
///
/// The command line is the administrator's. Nothing else that reaches the program is: neither the environment, nor what
/// SSH was asked to run, nor files in the user's folders.
enum RestrictedMode {
    static let flag = "--restricted"
    /// The administrator's configuration where the command line names none.
    static let configFile = "/etc/cabdesk/config.toml"

    static func isAsked(_ arguments: [String]) -> Bool { arguments.contains(flag) }

    /// Begins restricted mode, before anything else is done: with an environment of harmless variables alone, and
    /// without the key that stops a program.
    ///
    /// Libraries read the environment as soon as they are loaded. So the program starts itself anew where anything has to
    /// go from it. Returns the error number if that is impossible: then nothing may go on.
    static func begin() -> Int32? {
        signal(SIGTSTP, SIG_IGN)
        let found = ProcessInfo.processInfo.environment
        let safe = SafeEnvironment.reduced(found)
        // A name that is there twice is in the dictionary once.
        if found == safe, rawCount == safe.count { return nil }
        guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else {
            return ENOENT
        }
        let variables = safe.map { strdup("\($0.key)=\($0.value)") }
        defer { variables.forEach { free($0) } }
        execve(program, CommandLine.unsafeArgv, variables + [nil])
        return errno
    }

    /// How many variables there are, whatever they look like.
    private static var rawCount: Int {
        var count = 0
        while environ[count] != nil { count += 1 }
        return count
    }

    /// What restricted mode is given: options of the command line.
    struct Options {
        /// The folder for files; nil for `files` in the home folder.
        var files: String?
        /// Nil for `configFile`.
        var config: String?
        /// The home folder; nil for the one in the list of users.
        var home: String?
    }

    /// The restrictions, and the profiles of the administrator's configuration.
    ///
    /// From here on the kernel lets this process start no programs, unless the administrator's configuration names one
    /// for the token.
    ///
    /// Throws `fileMissing` without a configuration, and what opening the folder and finding the profile throw.
    static func surroundings(
        _ options: Options, profile: String?
    ) throws(HelpdeskError) -> (restrictions: Restrictions, profiles: ProfileStore) {
        var environment = ProcessInfo.processInfo.environment
        let home = options.home ?? HomeFolder.folderInUserList() ?? "/"
        environment["HOME"] = home
        let config = options.config ?? configFile
        guard FileManager.default.fileExists(atPath: config) else {
            throw HelpdeskError(.fileMissing, subject: config)
        }
        let files = options.files.map { HomeFolder.expand($0, environment) } ?? home + "/files"
        let profiles = ProfileStore(environment: environment, configFile: config)
        if try !profiles.profile(named: profile).tokenSource.isHelper { ProgramStarts.forbid() }
        return (.restricted(to: try EnclosedFolder(LocalPath(files))), profiles)
    }
}
