print("cabdeskd")
