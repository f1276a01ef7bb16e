# CHUẨN: every target is one command of infra/run, which prepares this machine by itself.
PYTHON ?= python3
LAUNCH = @$(PYTHON) -m infra.run

.DEFAULT_GOAL := help
.PHONY: help run stop accounts test check bench lock reset

help:
	@echo "CHUẨN: hệ thống quản lý chất lượng TCVN ISO 9001 cho cơ quan nhà nước"
	@echo
	@echo "  make run       chạy một tỉnh mẫu trên máy này (PORT=9000, DATABASE_URL=… nếu cần;"
	@echo "                 SSO=keycloak: đăng nhập một lần bằng Keycloak)"
	@echo "  make stop      dừng bản đang chạy"
	@echo "  make accounts  in các tài khoản mẫu, mỗi dòng một JSON"
	@echo "  make test      chạy toàn bộ kiểm thử (ARGS=… chuyển cho pytest)"
	@echo "  make check     định dạng, quy tắc, kiểu, các tầng, mẫu trang, migration, bản dịch, chart"
	@echo "  make bench     đo hiệu năng (ARGS=…)"
	@echo "  make lock      làm lại các tệp khóa phiên bản"
	@echo "  make reset     xóa dữ liệu, về ban đầu (hỏi trước; YES=1 thì không hỏi)"

run stop accounts test check bench lock reset:
	$(LAUNCH) $@
