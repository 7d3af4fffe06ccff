import Foundation
import TestSupport
import Testing

@testable import HelpdeskCore

/// Where a profile's token comes from.
struct TokenSourceTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path + "/.config/cabdesk", withIntermediateDirectories: true)
    }

    private func profiles(
        _ lines: String = "", environment: [String: String] = [:]
    ) throws -> ProfileStore {
        let text = "[profiles.default]\nurl = \"https://desk.example\"\n\(lines)\n"
        try folder.write(Data(text.utf8), to: ".config/cabdesk/config.toml")
        return ProfileStore(environment: ["HOME": folder.path].merging(environment) { $1 })
    }

    private func token(_ profiles: ProfileStore) throws -> Secret {
        try profiles.token(for: profiles.profile())
    }

    @Test("A list is a program with its arguments, a text is for the shell")
    func command() throws {
        #expect(try token(profiles(#"token_command = ["/bin/echo", "a | b"]"#)) == "a | b")
        #expect(try token(profiles(#"token_command = "echo one two | tr -d ' '""#)) == "onetwo")
    }

    @Test("The environment wins over what the profile says, which is then not even asked")
    func environment() throws {
        let variable = ["CABDESK_TOKEN": "given"]
        #expect(try token(profiles(#"token_command = ["/bin/false"]"#, environment: variable)) == "given")
        #expect(try token(profiles("secret_service = true", environment: variable)) == "given")
    }

    @Test(
        "What cannot be meant is said",
        arguments: [
            "token_command = []", "token_command = [\"\"]", "token_command = [1]", "token_command = \"\"",
            "token_command = 1", "secret_service = 1", "secret_service = true\ntoken_command = [\"pass\"]",
            "token_file = \"/x\"\ntoken_command = [\"pass\"]",
        ])
    func invalid(_ line: String) throws {
        let profiles = try profiles(line)
        let error = #expect(throws: HelpdeskError.self) { try profiles.profile() }
        #expect(error?.code == .configurationInvalid)
        #expect(error?.subject == profiles.configFile)
    }

    @Test("To sign in where a command prints the token is refused before anything is used up")
    func login() throws {
        let profiles = try profiles(#"token_command = ["pass"]"#)
        let error = #expect(throws: HelpdeskError.self) { try profiles.tokenPlace(url: "https://desk.example") }
        #expect(error?.code == .configurationInvalid)
    }
}
