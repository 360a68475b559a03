project_id  = "shop-dev"
environment = "dev"
