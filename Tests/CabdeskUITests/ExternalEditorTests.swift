import Testing

@testable import CabdeskUI

@Suite("Which editor a text is opened in")
struct ExternalEditorTests {
    private func editor(
        _ configured: String? = nil, _ environment: [String: String] = [:], installed: Set<String> = ["nano"]
    ) -> ExternalEditor {
        ExternalEditor(configured: configured, environment: environment) {
            installed.contains($0) ? "/usr/bin/\($0)" : nil
        }
    }

    @Test("the configured one, else the one of the environment")
    func chosen() {
        #expect(editor("micro -x", ["EDITOR": "ed"]).command == ["micro", "-x"])
        #expect(editor(nil, ["VISUAL": "code --wait", "EDITOR": "ed"]).command == ["code", "--wait"])
        #expect(editor("", ["VISUAL": "", "EDITOR": "ed"]).command == ["ed"])
        #expect(!editor(nil, ["EDITOR": "vi"], installed: []).needsHelp)
    }

    @Test("nano before vi, and only vi that nobody chose has to be explained")
    func fallback() {
        #expect(editor().command == ["nano"])
        #expect(!editor().needsHelp)
        #expect(editor(installed: []).command == ["vi"])
        #expect(editor(installed: []).needsHelp)
    }
}
